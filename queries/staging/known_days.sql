-- Net known change of an item on a day; days that change nothing are left out
-- (a payment applied on the day it came in leaves no trace here). Nothing is
-- compared, and so nothing is needed, where no snapshot or register states
-- balances.
-- grain:   item_no, on_date
-- needs:   known_movements, cut_scopes, item_rows, stated_settlements
-- returns: item_no integer, on_date date, amount decimal(18,4)
select
    item_no,
    on_date,
    cast(sum(amount) as decimal(18, 4)) as amount
from known_movements
where
    exists (select 1 from cut_scopes)
    or exists (select 1 from item_rows where source = 'S')
    or exists (select 1 from stated_settlements)
group by item_no, on_date
having sum(amount) <> 0
