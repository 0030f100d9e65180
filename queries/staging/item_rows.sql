-- Document rows under the number of their item; strings stay behind.
-- grain:   load_no, sheet, row_no
-- needs:   placed_rows, document_numbers, split_documents, part_names,
--          item_numbers
-- returns: item_no integer, source varchar, load_no integer, sheet varchar,
--          row_no integer, customer_no integer, instalment varchar,
--          issue_date date, due_date date, terms_days integer,
--          currency varchar, amount decimal(18,4), balance decimal(18,4),
--          end_date date, paid_amount decimal(18,4), settled_date date,
--          status varchar, branch varchar, salesperson varchar
with

numbered as (

    select
        numbers.document_no,
        split_documents.document_no is not null as is_split,
        rows.*
    from placed_rows as rows
    inner join document_numbers as numbers
        on rows.company = numbers.company
        and rows.type = numbers.type
        and rows.number = numbers.number
        and rows.variant = numbers.variant
    left join split_documents
        on numbers.document_no = split_documents.document_no

),

parted as (

    select
        numbered.*,
        coalesce(part_names.part, '') as part
    from numbered
    left join part_names
        on numbered.is_split
        and numbered.document_no = part_names.document_no
        and numbered.instalment is not distinct from part_names.instalment
        and numbered.due_date is not distinct from part_names.due_date

)

select
    items.item_no,
    parted.source,
    parted.load_no,
    parted.sheet,
    parted.row_no,
    parted.customer_no,
    parted.instalment,
    parted.issue_date,
    parted.due_date,
    parted.terms_days,
    parted.currency,
    parted.amount,
    parted.balance,
    parted.end_date,
    parted.paid_amount,
    parted.settled_date,
    parted.status,
    parted.branch,
    parted.salesperson
from parted
inner join item_numbers as items
    on parted.document_no = items.document_no
    and parted.part = items.part
