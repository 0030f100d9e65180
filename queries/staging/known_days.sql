-- Net known change of an item on a day; days that change nothing are left out
-- (a payment applied on the day it came in leaves no trace here).
-- grain:   item_no, on_date
-- needs:   known_movements
-- returns: item_no integer, on_date date, amount decimal(18,4)
select
    item_no,
    on_date,
    cast(sum(amount) as decimal(18, 4)) as amount
from known_movements
group by item_no, on_date
having sum(amount) <> 0
