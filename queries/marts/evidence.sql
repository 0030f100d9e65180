-- The rows of files behind each item: what states it, pays it, disputes it.
-- grain:   item_no, load_no, sheet, row_no, role
-- needs:   item_rows, item_applications, raw_loads, dispute_spans
-- returns: item_no integer, load_no integer, sheet varchar, row_no integer,
--          role varchar
select
    item_no, load_no, sheet, row_no,
    case source
        when 'S' then 'open_item'
        when 'R' then 'document'
        else 'payment'
    end as role
from item_rows

union all

select item_no, load_no, sheet, row_no, 'application' as role
from item_applications

union all

select
    rows.source_item as item_no, rows.load_no, rows.sheet, rows.row_no,
    'application' as role
from item_applications as rows
inner join raw_loads as loads on rows.load_no = loads.load_no
where rows.source_item is not null and loads.kind = 'applications'

union all

select item_no, load_no, sheet, row_no, 'dispute' as role
from dispute_spans
order by item_no, load_no, row_no
