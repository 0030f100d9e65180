-- Every item and every payment can name the rows of the files that it comes
-- from.
-- grain:   item_no
-- level:   broken
-- returns: item_no integer, load_no integer
select items.item_no, items.load_no
from items
left join evidence on items.item_no = evidence.item_no
left join loads on items.load_no = loads.load_no
where evidence.item_no is null or loads.load_no is null

union all

select payments.item_no, payments.load_no
from payments
left join items on payments.item_no = items.item_no
left join loads on payments.load_no = loads.load_no
where items.item_no is null or loads.load_no is null
