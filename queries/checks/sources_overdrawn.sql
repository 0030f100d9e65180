-- Payments and credit notes that files apply beyond their amount: an error in
-- the user's data, shown and not corrected.
-- grain:   item_no
-- level:   note
-- returns: item_no integer, amount decimal(18,4), balance decimal(38,4)
select items.item_no, items.amount, sum(movements.amount) as balance
from items
inner join movements on items.item_no = movements.item_no
where items.is_credit and movements.line <> 'inferred'
group by items.item_no, items.amount
having sum(movements.amount) > 0
