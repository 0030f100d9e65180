-- Until when each company's data speaks, and from when on it can answer.
-- grain:   company
-- params:  companies varchar[] (null: every company)
-- returns: company varchar, data_date date, cash_date date,
--          first_date date, last_cut date
select company, data_date, cash_date, first_date, last_cut
from companies
where
    cast($companies as varchar[]) is null
    or list_contains(cast($companies as varchar[]), company)
order by company
