-- How a part of a split document is called: its instalment; without one, the
-- instalment that other rows give for its due date; else its due date.
-- grain:   document_no, instalment, due_date
-- needs:   placed_rows, document_numbers, split_documents
-- returns: document_no integer, instalment varchar, due_date date,
--          part varchar
with

parts as (

    select distinct
        split_documents.document_no,
        rows.instalment,
        rows.due_date
    from split_documents
    inner join document_numbers as numbers
        on split_documents.document_no = numbers.document_no
    inner join placed_rows as rows
        on numbers.company = rows.company
        and numbers.type = rows.type
        and numbers.number = rows.number
        and numbers.variant = rows.variant

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
