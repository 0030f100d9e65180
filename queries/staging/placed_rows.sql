-- Document rows with the variant that tells documents of one number apart.
-- grain:   load_no, sheet, row_no
-- needs:   document_rows, reused_numbers
-- returns: source varchar, load_no integer, sheet varchar, row_no integer,
--          company varchar, customer_no integer, type varchar,
--          number varchar, variant varchar, instalment varchar,
--          issue_date date, due_date date, terms_days integer,
--          currency varchar, amount decimal(18,4), balance decimal(18,4),
--          end_date date, paid_amount decimal(18,4), settled_date date,
--          status varchar, branch varchar, salesperson varchar
select
    rows.source,
    rows.load_no,
    rows.sheet,
    rows.row_no,
    rows.company,
    rows.customer_no,
    rows.type,
    rows.number,
    coalesce(reused.variant, '') as variant,
    rows.instalment,
    rows.issue_date,
    rows.due_date,
    rows.terms_days,
    rows.currency,
    rows.amount,
    rows.balance,
    rows.end_date,
    rows.paid_amount,
    rows.settled_date,
    rows.status,
    rows.branch,
    rows.salesperson
from document_rows as rows
left join reused_numbers as reused
    on rows.company = reused.company
    and rows.type = reused.type
    and rows.number = reused.number
    and rows.customer_key = reused.customer_key
    and rows.issue_date is not distinct from reused.issue_date
