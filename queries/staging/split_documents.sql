-- Documents that some load lists in parts: with different instalments or due
-- dates. Only their parts are items of their own; the rest are one item each,
-- whatever due date each load gives them.
-- grain:   document_no
-- needs:   stated_rows, stated_names, reused_numbers, document_numbers
-- returns: document_no integer
with

placed as (

    select
        names.name_no,
        coalesce(reused.variant, '') as variant,
        rows.load_no,
        rows.due_date,
        rows.instalment
    from stated_rows as rows
    inner join stated_names as names
        on rows.company = names.company
        and rows.type = names.type
        and rows.number = names.number
    left join reused_numbers as reused
        on rows.company = reused.company
        and rows.type = reused.type
        and rows.number = reused.number
        and rows.customer_key = reused.customer_key
        and rows.issue_date is not distinct from reused.issue_date
    where names.may_be_split

),

parted as (

    select name_no, variant
    from placed
    group by name_no, variant, load_no
    having
        min(due_date) <> max(due_date)
        or min(instalment) <> max(instalment)
        or (count(due_date) > 0 and count(due_date) < count(*))
        or (count(instalment) > 0 and count(instalment) < count(*))

)

select distinct numbers.document_no
from parted
inner join document_numbers as numbers
    on parted.name_no = numbers.name_no
    and parted.variant = numbers.variant
order by numbers.document_no
