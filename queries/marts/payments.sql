-- Payments without a balance of their own, with the item that they pay: what
-- finds them by their number and what names their rows. The amounts are in
-- the movements of the item.
-- grain:   load_no, sheet, row_no
-- needs:   direct_payments
-- returns: payment_id varchar, item_no integer, load_no integer,
--          sheet varchar, row_no integer
select number as payment_id, item_no, load_no, sheet, row_no
from direct_payments
