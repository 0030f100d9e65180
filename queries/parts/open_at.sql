-- Items with a balance at the as-of date.
-- grain:   item_no
-- params:  as_of date, companies varchar[] (null: every company)
-- returns: item_no integer, company varchar, customer_no integer,
--          currency varchar, due_date date, issue_date date,
--          open_amount decimal(18,4), is_unapplied boolean,
--          certainty varchar
select
    item_no,
    company,
    customer_no,
    currency,
    due_date,
    issue_date,
    open_amount,
    is_unapplied,
    certainty
from balance_segments
where
    valid_from <= cast($as_of as date)
    and valid_to > cast($as_of as date)
    and (
        cast($companies as varchar[]) is null
        or list_contains(cast($companies as varchar[]), company)
    )
