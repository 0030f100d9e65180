-- Money applied to documents, as application files and the references of
-- payments say (direct payments apart). A payment that an application file
-- names is applied by that file alone. `source_item` is null where the source
-- itself is not known; `document_no` is null where the document is not.
-- grain:   load_no, sheet, row_no
-- needs:   application_rows, payment_rows, reference_links, document_facts,
--          item_rows
-- returns: load_no integer, sheet varchar, row_no integer, kind varchar,
--          source_item integer, document_no integer, instalment varchar,
--          amount decimal(18,4), currency varchar, on_date date,
--          reversed_on date, certainty varchar, company varchar,
--          reference varchar
with

named_payments as (

    select distinct company, source_id
    from application_rows
    where source_type = 'PAY' and source_id is not null

),

from_files as (

    select
        rows.load_no,
        rows.sheet,
        rows.row_no,
        rows.source_type as kind,
        coalesce(only_source.first_item, sources.first_item) as source_item,
        coalesce(only_target.document_no, targets.document_no)
            as document_no,
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
        end as certainty,
        rows.company,
        rows.target_id as reference
    from application_rows as rows
    left join document_facts as only_target
        on rows.company = only_target.company
        and only_target.class = ''
        and rows.target_id = only_target.number
        and only_target.is_only
    left join document_facts as only_source
        on rows.company = only_source.company
        and rows.source_type = only_source.class
        and rows.source_id = only_source.number
        and only_source.is_only
    left join reference_links as targets
        on rows.company = targets.company
        and targets.class = ''
        and rows.target_id = targets.reference
        and targets.customer_no is null
        and rows.alloc_date is not distinct from targets.on_date
    left join reference_links as source_links
        on rows.company = source_links.company
        and rows.source_type = source_links.class
        and rows.source_id = source_links.reference
        and source_links.customer_no is null
        and rows.alloc_date is not distinct from source_links.on_date
    left join document_facts as sources
        on source_links.document_no = sources.document_no

),

from_references as (

    select
        payments.load_no,
        payments.sheet,
        payments.row_no,
        'PAY' as kind,
        own.item_no as source_item,
        coalesce(only_target.document_no, links.document_no) as document_no,
        null as instalment,
        payments.amount,
        payments.currency,
        payments.value_date as on_date,
        payments.reversed_date as reversed_on,
        coalesce(links.certainty, 'exact') as certainty,
        payments.company,
        payments.reference
    from payment_rows as payments
    inner join item_rows as own
        on payments.load_no = own.load_no
        and payments.row_no = own.row_no
        and payments.sheet is not distinct from own.sheet
        and own.source = 'P'
    left join document_facts as only_target
        on payments.company = only_target.company
        and only_target.class = ''
        and payments.reference = only_target.number
        and only_target.is_only
    left join reference_links as links
        on payments.company = links.company
        and links.class = ''
        and payments.reference = links.reference
        and case when payments.is_known then payments.customer_no end
            is not distinct from links.customer_no
        and payments.value_date is not distinct from links.on_date
    left join named_payments
        on payments.company = named_payments.company
        and payments.number = named_payments.source_id
    where
        payments.reference is not null
        and payments.pays_name is null
        and named_payments.source_id is null

)

select
    load_no, sheet, row_no, kind, source_item, document_no, instalment,
    amount, currency, on_date, reversed_on, certainty, company, reference
from from_files

union all

select
    load_no, sheet, row_no, kind, source_item, document_no, instalment,
    amount, currency, on_date, reversed_on, certainty, company, reference
from from_references
