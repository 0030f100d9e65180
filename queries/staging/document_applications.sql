-- Money applied to documents, as application files and the references of
-- payments say. A payment that an application file names is applied by that
-- file alone. `source_item` is null where the source itself is not known.
-- grain:   load_no, sheet, row_no
-- needs:   application_rows, payment_rows, reference_links, document_facts,
--          item_rows
-- returns: load_no integer, sheet varchar, row_no integer, kind varchar,
--          source_item integer, document_no integer, instalment varchar,
--          amount decimal(18,4), currency varchar, on_date date,
--          reversed_on date, certainty varchar
with

from_files as (

    select
        rows.load_no,
        rows.sheet,
        rows.row_no,
        rows.source_type as kind,
        sources.first_item as source_item,
        targets.document_no,
        rows.target_instalment as instalment,
        rows.amount,
        rows.currency,
        rows.alloc_date as on_date,
        rows.reversed_date as reversed_on,
        case
            when
                targets.certainty = 'matched'
                or source_links.certainty = 'matched'
                then 'matched'
            else 'exact'
        end as certainty
    from application_rows as rows
    inner join reference_links as targets
        on rows.company = targets.company
        and targets.wants_credit = ''
        and rows.target_id = targets.reference
        and targets.customer_no is null
        and rows.alloc_date is not distinct from targets.on_date
    left join reference_links as source_links
        on rows.company = source_links.company
        and rows.source_type = source_links.wants_credit
        and rows.source_id = source_links.reference
        and source_links.customer_no is null
        and rows.alloc_date is not distinct from source_links.on_date
    left join document_facts as sources
        on source_links.document_no = sources.document_no

),

named_payments as (

    select distinct company, source_id
    from application_rows
    where source_type = 'PAY' and source_id is not null

),

from_references as (

    select
        payments.load_no,
        payments.sheet,
        payments.row_no,
        'PAY' as kind,
        own.item_no as source_item,
        links.document_no,
        null as instalment,
        payments.amount,
        payments.currency,
        payments.value_date as on_date,
        payments.reversed_date as reversed_on,
        links.certainty
    from payment_rows as payments
    inner join reference_links as links
        on payments.company = links.company
        and links.wants_credit = ''
        and payments.reference = links.reference
        and case when payments.is_known then payments.customer_no end
            is not distinct from links.customer_no
        and payments.value_date is not distinct from links.on_date
    inner join item_rows as own
        on payments.load_no = own.load_no
        and payments.sheet is not distinct from own.sheet
        and payments.row_no = own.row_no
        and own.source = 'P'
    left join named_payments
        on payments.company = named_payments.company
        and payments.number = named_payments.source_id
    where named_payments.source_id is null

)

select
    load_no, sheet, row_no, kind, source_item, document_no, instalment,
    amount, currency, on_date, reversed_on, certainty
from from_files

union all

select
    load_no, sheet, row_no, kind, source_item, document_no, instalment,
    amount, currency, on_date, reversed_on, certainty
from from_references
