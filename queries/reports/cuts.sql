-- The dates on which a snapshot states the balance of a whole company: there
-- a balance is exact; between two of them it is an estimate.
-- grain:   company, as_of
-- params:  companies varchar[] (null: every company)
-- returns: company varchar, as_of date
select company, as_of
from cuts
where
    cast($companies as varchar[]) is null
    or list_contains(cast($companies as varchar[]), company)
order by company, as_of
