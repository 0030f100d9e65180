-- What snapshots state in all, per company, date and currency.
-- grain:   company, as_of, currency
-- needs:   statements, items, cut_scopes
-- returns: company varchar, as_of date, currency varchar,
--          stated decimal(38,4)
select
    items.company,
    statements.as_of,
    items.currency,
    sum(statements.balance) as stated
from statements
inner join items on statements.item_no = items.item_no
inner join cut_scopes as scopes
    on items.company = scopes.company
    and statements.as_of = scopes.as_of
    and scopes.scope_field = 'all'
group by items.company, statements.as_of, items.currency
order by items.company, statements.as_of, items.currency
