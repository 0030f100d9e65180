-- Debts that files settle beyond their amount (I6): kept as unapplied money.
-- grain:   item_no
-- level:   note
-- returns: item_no integer, amount decimal(18,4), balance decimal(38,4)
select items.item_no, items.amount, sum(movements.amount) as balance
from items
inner join movements on items.item_no = movements.item_no
where not items.is_credit
group by items.item_no, items.amount
having sum(movements.amount) < 0
