-- Items that more than one row states: what their rows say is put together;
-- the one row of any other item speaks for itself.
-- grain:   item_no
-- needs:   item_rows
-- returns: item_no integer
select item_no
from item_rows
group by item_no
having count(*) > 1
