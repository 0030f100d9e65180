-- Payments that are movements of the debt they quote, with that debt's item.
-- They count from the day they came in until they bounce; nothing of them is
-- ever left over.
-- grain:   load_no, sheet, row_no
-- needs:   payment_rows, document_numbers, item_numbers
-- returns: item_no integer, load_no integer, sheet varchar, row_no integer,
--          number varchar, amount decimal(18,4), starts_on date,
--          ends_on date
select
    items.item_no,
    payments.load_no,
    payments.sheet,
    payments.row_no,
    payments.number,
    payments.amount,
    payments.value_date as starts_on,
    coalesce(payments.reversed_date, date '9999-12-31') as ends_on
from payment_rows as payments
inner join document_numbers as documents
    on payments.pays_name = documents.name_no
inner join item_numbers as items
    on documents.document_no = items.document_no
