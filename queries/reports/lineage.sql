-- The rows of files behind a document (or a payment): what states it, pays
-- it, disputes it. `document_id` is the number as written, or company:number.
-- grain:   load_id, sheet, row_no, role
-- params:  document_id varchar, companies varchar[] (null: every company)
-- returns: load_id varchar, file varchar, sheet varchar, row_no integer,
--          as_of date, role varchar, company varchar, document_id varchar,
--          type varchar, document_key varchar
with

wanted as (

    select company, cast($document_id as varchar) as document_id
    from companies

    union

    select
        company,
        substr(cast($document_id as varchar), length(company) + 2)
            as document_id
    from companies
    where starts_with(cast($document_id as varchar), company || ':')

),

found as (

    select
        evidence.load_no, evidence.sheet, evidence.row_no, evidence.role,
        items.company, items.document_id, items.type, items.variant
    from items
    inner join wanted
        on items.company = wanted.company
        and items.document_id = wanted.document_id
    inner join evidence on items.item_no = evidence.item_no

    union all

    select
        payments.load_no, payments.sheet, payments.row_no,
        'application' as role,
        items.company, items.document_id, items.type, items.variant
    from items
    inner join wanted
        on items.company = wanted.company
        and items.document_id = wanted.document_id
    inner join payments on items.item_no = payments.item_no

    union all

    select
        payments.load_no, payments.sheet, payments.row_no,
        'payment' as role,
        items.company, payments.payment_id as document_id, 'PAY' as type,
        '' as variant
    from payments
    inner join items on payments.item_no = items.item_no
    inner join wanted
        on items.company = wanted.company
        and payments.payment_id = wanted.document_id

)

select distinct
    loads.load_id,
    loads.file,
    found.sheet,
    found.row_no,
    loads.as_of,
    found.role,
    found.company,
    found.document_id,
    found.type,
    substr(
        md5(
            concat_ws(
                chr(31), found.company, found.type, found.document_id,
                found.variant
            )
        ),
        1, 12
    ) as document_key
from found
inner join loads on found.load_no = loads.load_no
where
    cast($companies as varchar[]) is null
    or list_contains(cast($companies as varchar[]), found.company)
order by
    found.company, found.document_id, found.type, loads.as_of,
    loads.load_id, found.sheet, found.row_no, found.role
