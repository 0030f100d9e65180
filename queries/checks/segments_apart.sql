-- An item has one balance at a time: its stretches do not overlap.
-- grain:   item_no, valid_from
-- level:   broken
-- returns: item_no integer, valid_from date, valid_to date
select item_no, valid_from, valid_to
from (
    select
        item_no,
        valid_from,
        valid_to,
        lead(valid_from) over (
            partition by item_no order by valid_from
        ) as next_from
    from balance_segments
) as stretches
where valid_from >= valid_to or next_from < valid_to
