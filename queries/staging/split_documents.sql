-- Documents that some load lists in parts: with different instalments or due
-- dates. Only their parts are items of their own; the rest are one item each,
-- whatever due date each load gives them.
-- grain:   document_no
-- needs:   placed_rows, document_numbers
-- returns: document_no integer
with

parted as (

    select company, type, number, variant
    from placed_rows
    where source <> 'P'
    group by company, type, number, variant, load_no
    having
        min(due_date) <> max(due_date)
        or min(instalment) <> max(instalment)
        or (count(due_date) > 0 and count(due_date) < count(*))
        or (count(instalment) > 0 and count(instalment) < count(*))

)

select distinct numbers.document_no
from parted
inner join document_numbers as numbers
    on parted.company = numbers.company
    and parted.type = numbers.type
    and parted.number = numbers.number
    and parted.variant = numbers.variant
order by numbers.document_no
