-- The full snapshot before each date on which anything of a company was
-- listed; dates without an earlier one are left out.
-- grain:   company, listed_on
-- needs:   load_companies, cut_scopes
-- returns: company varchar, listed_on date, cut date
select
    listed.company,
    listed.as_of as listed_on,
    max(cuts.as_of) as cut
from (
    select distinct company, as_of
    from load_companies
    where kind = 'open_items' and as_of is not null
) as listed
inner join cut_scopes as cuts
    on listed.company = cuts.company
    and listed.as_of > cuts.as_of
    and cuts.scope_field = 'all'
group by listed.company, listed.as_of
order by listed.company, listed.as_of
