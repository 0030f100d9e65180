-- A disputed amount is positive (how far it counts is decided at the date).
-- grain:   item_no, valid_from
-- level:   broken
-- returns: item_no integer, valid_from date, amount decimal(18,4)
select item_no, valid_from, amount
from dispute_spans
where amount <= 0 or valid_from >= valid_to
