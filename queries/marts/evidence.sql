-- The rows of files behind each item: what states it, pays it, disputes it.
-- grain:   item_no, load_no, sheet, row_no, role
-- needs:   item_rows, item_applications, raw_disputes, dispute_spans, items
-- returns: item_no integer, load_no integer, sheet varchar, row_no integer,
--          role varchar
with

found as (

    select
        item_no, load_no, sheet, row_no,
        case source
            when 'S' then 'open_item'
            when 'R' then 'document'
            else 'payment'
        end as role
    from item_rows

    union

    select item_no, load_no, sheet, row_no, 'application' as role
    from item_applications

    union

    select source_item as item_no, load_no, sheet, row_no,
        'application' as role
    from item_applications
    where source_item is not null

    union

    select spans.item_no, rows.load_no, rows.sheet, rows.row_no,
        'dispute' as role
    from dispute_spans as spans
    inner join raw_disputes as rows
        on spans.load_no = rows.load_no
        and spans.valid_from
            = coalesce(rows.opened, date '1900-01-01')
    inner join items on spans.item_no = items.item_no
        and rows.company = items.company
        and rows.document = items.document_id

)

select item_no, load_no, sheet, row_no, role
from found
order by item_no, load_no, sheet, row_no, role
