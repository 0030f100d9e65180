-- Document rows under the number of their item; strings stay behind. Payments
-- that are movements of a debt are left out: they are no items.
-- Sources: S snapshot, R register, P payment (a credit of type PAY).
-- grain:   load_no, sheet, row_no
-- needs:   stated_rows, payment_rows, reused_numbers, document_numbers,
--          split_documents, part_names, item_numbers
-- returns: item_no integer, source varchar, load_no integer, sheet varchar,
--          row_no integer, customer_no integer, instalment varchar,
--          issue_date date, due_date date, terms_days integer,
--          currency varchar, amount decimal(18,4), balance decimal(18,4),
--          end_date date, paid_amount decimal(18,4), settled_date date,
--          status varchar, branch varchar, salesperson varchar
with

document_rows as (

    select
        source, load_no, sheet, row_no, company, customer_no, customer_key,
        type, number, instalment, issue_date, due_date, terms_days,
        currency, amount, balance, end_date, paid_amount, settled_date,
        status, branch, salesperson
    from stated_rows

    union all

    select
        'P' as source, load_no, sheet, row_no, company, customer_no,
        customer_key, 'PAY' as type, number, null as instalment,
        value_date as issue_date, null as due_date, null as terms_days,
        currency, cast(-amount as decimal(18, 4)) as amount,
        null as balance, reversed_date as end_date, null as paid_amount,
        null as settled_date, null as status, null as branch,
        null as salesperson
    from payment_rows
    where pays_name is null

),

numbered as (

    select
        numbers.document_no,
        split_documents.document_no is not null as is_split,
        rows.*
    from document_rows as rows
    left join reused_numbers as reused
        on rows.company = reused.company
        and rows.type = reused.type
        and rows.number = reused.number
        and rows.customer_key = reused.customer_key
        and rows.issue_date is not distinct from reused.issue_date
    inner join document_numbers as numbers
        on rows.company = numbers.company
        and rows.type = numbers.type
        and rows.number = numbers.number
        and coalesce(reused.variant, '') = numbers.variant
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
