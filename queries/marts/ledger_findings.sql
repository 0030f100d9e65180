-- What the ledger noticed while it was put together, for people to look at.
-- grain:   one remark
-- needs:   items, late_starts, inferred_changes, document_numbers,
--          reused_numbers, document_applications, item_applications,
--          dispute_documents, fifo_applications, item_facts,
--          balance_segments, customers, raw_loads
-- returns: code varchar, severity varchar, company varchar,
--          customer_id varchar, document_id varchar, on_date date,
--          amount decimal(38,4), currency varchar, documents bigint,
--          load_no integer, sheet varchar, row_no integer
with

named_items as (

    select
        items.item_no,
        items.company,
        customers.customer_id,
        documents.number as document_id,
        items.currency,
        items.is_credit
    from items
    inner join document_numbers as documents
        on items.document_no = documents.document_no
    inner join customers on items.customer_no = customers.customer_no

),

on_items as (

    select
        'LATE_DOCUMENT' as code, item_no, starts_on as on_date,
        cast(null as decimal(38, 4)) as amount,
        cast(null as integer) as load_no
    from late_starts

    union all

    select
        case
            when changes.has_reappeared then 'REAPPEARED'
            else 'SNAPSHOT_HIGHER'
        end as code,
        changes.item_no,
        changes.on_date,
        changes.amount,
        changes.load_no
    from inferred_changes as changes
    inner join items on changes.item_no = items.item_no
    where
        changes.evidence = 'snapshot'
        and not items.is_credit
        and changes.amount > 0

    union all

    select
        'OVERAPPLIED' as code, segments.item_no,
        segments.valid_from as on_date, segments.open_amount as amount,
        null as load_no
    from balance_segments as segments
    inner join items on segments.item_no = items.item_no
    where
        not items.is_credit
        and segments.open_amount < 0
        and segments.valid_to = date '9999-12-31'

),

on_rows as (

    select
        case
            when loads.kind = 'applications' then 'TARGET_UNKNOWN'
            else 'REFERENCE_UNKNOWN'
        end as code,
        rows.company, rows.reference as document_id, rows.on_date,
        rows.amount, rows.currency, rows.load_no, rows.sheet, rows.row_no
    from document_applications as rows
    inner join raw_loads as loads on rows.load_no = loads.load_no
    where rows.document_no is null

    union all

    select
        'DISPUTE_UNKNOWN' as code, company, document as document_id,
        valid_from as on_date, amount, null as currency, load_no, sheet,
        row_no
    from dispute_documents
    where document_no is null

    union all

    select
        'CURRENCY_MISMATCH' as code, targets.company,
        documents.number as document_id, rows.on_date, rows.amount,
        sources.currency, rows.load_no, rows.sheet, rows.row_no
    from item_applications as rows
    inner join item_facts as targets on rows.item_no = targets.item_no
    inner join document_numbers as documents
        on targets.document_no = documents.document_no
    left join item_facts as sources on rows.source_item = sources.item_no
    where
        coalesce(sources.currency, rows.currency, targets.currency)
        not in (targets.currency, 'XXX')
        and targets.currency <> 'XXX'

),

reused as (

    select
        company,
        number as document_id,
        count(distinct variant) as documents
    from reused_numbers
    group by company, number
    having count(distinct variant) > 1

),

fifo as (

    select
        items.company, items.currency,
        count(distinct fifo.source_item) as documents,
        sum(fifo.amount) as amount
    from fifo_applications as fifo
    inner join items on fifo.item_no = items.item_no
    group by items.company, items.currency

),

imputed as (

    select
        company,
        due_date_origin,
        count(*) as documents
    from item_facts
    where not is_credit and due_date_origin <> 'stated'
    group by company, due_date_origin

)

select
    on_items.code,
    'warning' as severity,
    named_items.company,
    named_items.customer_id,
    named_items.document_id,
    on_items.on_date,
    on_items.amount,
    named_items.currency,
    1 as documents,
    on_items.load_no,
    null as sheet,
    null as row_no
from on_items
inner join named_items on on_items.item_no = named_items.item_no

union all

select
    code, 'warning' as severity, company, null as customer_id, document_id,
    on_date, amount, currency, 1 as documents, load_no, sheet, row_no
from on_rows

union all

select
    'NUMBER_REUSED' as code, 'warning' as severity, company,
    null as customer_id, document_id, null as on_date, null as amount,
    null as currency, documents, null as load_no, null as sheet,
    null as row_no
from reused

union all

select
    'FIFO_USED' as code, 'info' as severity, company, null as customer_id,
    null as document_id, null as on_date, amount, currency, documents,
    null as load_no, null as sheet, null as row_no
from fifo

union all

select
    case
        when due_date_origin = 'none' then 'UNDATED_DOCUMENTS'
        else 'DUE_DATE_IMPUTED'
    end as code,
    'info' as severity, company, null as customer_id, null as document_id,
    null as on_date, null as amount, null as currency, documents,
    null as load_no, null as sheet, null as row_no
from imputed
order by code, company, document_id, on_date, row_no, amount
