-- A number for each document, dense, in the order of its identity. `name_no`
-- is the name under which snapshots or registers state it, where there is one.
-- grain:   company, type, number, variant
-- needs:   stated_names, payment_rows, reused_numbers
-- returns: document_no integer, company varchar, type varchar,
--          number varchar, variant varchar, name_no integer
with

payments as (

    select distinct payments.company, payments.number
    from payment_rows as payments
    left join stated_names as listed
        on payments.company = listed.company
        and payments.number = listed.number
        and listed.type = 'PAY'
    where payments.pays_name is null and listed.name_no is null

),

names as (

    select company, type, number, name_no from stated_names
    union all
    select
        company, 'PAY' as type, number, cast(null as integer) as name_no
    from payments

),

documents as (

    select
        names.company, names.type, names.number,
        coalesce(reused.variant, '') as variant, names.name_no
    from names
    left join (
        select distinct company, type, number, variant from reused_numbers
    ) as reused
        on names.company = reused.company
        and names.type = reused.type
        and names.number = reused.number

)

select
    cast(
        row_number() over (order by company, type, number, variant) as integer
    ) as document_no,
    company,
    type,
    number,
    variant,
    name_no
from documents
