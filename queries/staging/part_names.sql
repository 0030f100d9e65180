-- How a part of a split document is called: its instalment; without one, the
-- instalment that other rows give for its due date; else its due date.
-- grain:   document_no, instalment, due_date
-- needs:   stated_rows, reused_numbers, document_numbers, split_documents,
--          payment_rows
-- returns: document_no integer, instalment varchar, due_date date,
--          part varchar
with

split as (

    select numbers.document_no, numbers.company, numbers.type,
        numbers.number, numbers.variant
    from split_documents
    inner join document_numbers as numbers
        on split_documents.document_no = numbers.document_no

),

placed as (

    select
        rows.company, rows.type, rows.number,
        coalesce(reused.variant, '') as variant,
        rows.instalment, rows.due_date
    from (
        select
            company, type, number, customer_key, issue_date, instalment,
            due_date
        from stated_rows
        union all
        select
            company, 'PAY' as type, number, customer_key,
            value_date as issue_date, null as instalment, null as due_date
        from payment_rows
        where pays_name is null
    ) as rows
    inner join (select distinct company, type, number from split) as wanted
        on rows.company = wanted.company
        and rows.type = wanted.type
        and rows.number = wanted.number
    left join reused_numbers as reused
        on rows.company = reused.company
        and rows.type = reused.type
        and rows.number = reused.number
        and rows.customer_key = reused.customer_key
        and rows.issue_date is not distinct from reused.issue_date

),

parts as (

    select distinct
        split.document_no,
        placed.instalment,
        placed.due_date
    from split
    inner join placed
        on split.company = placed.company
        and split.type = placed.type
        and split.number = placed.number
        and split.variant = placed.variant

),

instalment_of_due as (

    select document_no, due_date, min(instalment) as instalment
    from parts
    where instalment is not null and due_date is not null
    group by document_no, due_date
    having min(instalment) = max(instalment)

)

select
    parts.document_no,
    parts.instalment,
    parts.due_date,
    coalesce(
        parts.instalment,
        named.instalment,
        cast(parts.due_date as varchar),
        ''
    ) as part
from parts
left join instalment_of_due as named
    on parts.document_no = named.document_no
    and parts.due_date = named.due_date
order by parts.document_no, parts.instalment, parts.due_date
