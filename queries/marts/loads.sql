-- The active loads that this mart was built from, in the order that decides.
-- grain:   load_no
-- needs:   raw_loads
-- returns: load_no integer, load_id varchar, kind varchar, company varchar,
--          as_of date, data_date date, partial boolean, file varchar
select load_no, load_id, kind, company, as_of, data_date, partial, file
from raw_loads
order by load_no
