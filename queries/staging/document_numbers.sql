-- A number for each document, dense, in the order of its identity.
-- grain:   company, type, number, variant
-- needs:   placed_rows
-- returns: document_no integer, company varchar, type varchar,
--          number varchar, variant varchar
with

documents as (

    select distinct company, type, number, variant from placed_rows

)

select
    cast(
        row_number() over (order by company, type, number, variant) as integer
    ) as document_no,
    company,
    type,
    number,
    variant
from documents
