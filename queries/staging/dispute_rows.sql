-- Dispute rows that count: of each dispute, the rows of the latest load.
-- grain:   load_no, sheet, row_no
-- needs:   raw_disputes, customer_lookup
-- returns: load_no integer, sheet varchar, row_no integer, company varchar,
--          customer_no integer, document varchar, amount decimal(18,4),
--          opened date, resolved date
with

latest as (

    select
        company, document, coalesce(dispute_id, '') as dispute_id, opened,
        max(load_no) as load_no
    from raw_disputes
    group by company, document, coalesce(dispute_id, ''), opened

)

select
    rows.load_no,
    rows.sheet,
    rows.row_no,
    rows.company,
    case when lookup.is_known then lookup.customer_no end as customer_no,
    rows.document,
    rows.amount,
    rows.opened,
    rows.resolved
from raw_disputes as rows
inner join latest
    on rows.company = latest.company
    and rows.document = latest.document
    and coalesce(rows.dispute_id, '') = latest.dispute_id
    and rows.opened is not distinct from latest.opened
    and rows.load_no = latest.load_no
inner join customer_lookup as lookup
    on rows.company = lookup.company
    and rows.customer_code is not distinct from lookup.customer_code
    and rows.customer_tax_id is not distinct from lookup.customer_tax_id
    and rows.customer_name_key is not distinct from lookup.customer_name_key
where rows.document is not null
