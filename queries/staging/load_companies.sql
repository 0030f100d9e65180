-- The companies that each active load speaks about, with its dates.
-- grain:   load_no, company
-- needs:   raw_loads, raw_open_items, raw_documents, raw_payments,
--          raw_applications, raw_disputes, raw_customers
-- returns: load_no integer, company varchar, kind varchar, as_of date,
--          data_date date, partial boolean
with

named_in_rows as (

    select load_no, company from raw_open_items
    union
    select load_no, company from raw_documents
    union
    select load_no, company from raw_payments
    union
    select load_no, company from raw_applications
    union
    select load_no, company from raw_disputes
    union
    select load_no, company from raw_customers
    union
    select load_no, company from raw_loads

)

select
    loads.load_no,
    named.company,
    loads.kind,
    loads.as_of,
    loads.data_date,
    loads.partial
from named_in_rows as named
inner join raw_loads as loads on named.load_no = loads.load_no
where named.company is not null
order by loads.load_no, named.company
