-- Items with the day from which they count.
-- grain:   item_no
-- needs:   item_facts, late_starts
-- returns: item_no integer, document_no integer, company varchar,
--          type varchar, is_credit boolean, customer_no integer,
--          currency varchar, amount decimal(18,4), starts_on date,
--          ends_on date, is_late boolean, first_listed date,
--          winner_load integer, branch varchar, salesperson varchar
select
    items.item_no,
    items.document_no,
    items.company,
    items.type,
    items.is_credit,
    items.customer_no,
    items.currency,
    items.amount,
    coalesce(late_starts.starts_on, items.starts_on) as starts_on,
    items.ends_on,
    late_starts.item_no is not null as is_late,
    items.first_listed,
    items.winner_load,
    items.branch,
    items.salesperson
from item_facts as items
left join late_starts on items.item_no = late_starts.item_no
