-- Disputed amounts at the as-of date, never more than what is open.
-- grain:   item_no
-- uses:    open_at
-- params:  as_of date
-- returns: item_no integer, disputed decimal(18,4)
select
    open_at.item_no,
    cast(
        least(
            open_at.open_amount,
            sum(coalesce(spans.amount, open_at.open_amount))
        ) as decimal(18, 4)
    ) as disputed
from dispute_spans as spans
inner join open_at on spans.item_no = open_at.item_no
where
    spans.valid_from <= cast($as_of as date)
    and spans.valid_to > cast($as_of as date)
    and not open_at.is_unapplied
group by open_at.item_no, open_at.open_amount
