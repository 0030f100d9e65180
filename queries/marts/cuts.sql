-- The dates on which snapshots state the balance of a whole company.
-- grain:   company, as_of
-- needs:   cut_scopes
-- returns: company varchar, as_of date
select company, as_of
from cut_scopes
where scope_field = 'all'
order by company, as_of
