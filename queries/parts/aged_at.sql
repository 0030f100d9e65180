-- Open items with their age and bucket: credits are UNAPPLIED, items without
-- the date that the basis needs are UNDATED, all others fall into one bucket.
-- grain:   item_no
-- uses:    open_at, bucket_edges, disputed_at
-- params:  as_of date, basis varchar
-- returns: item_no integer, company varchar, customer_no integer,
--          currency varchar, due_date date, open_amount decimal(18,4),
--          disputed decimal(18,4), is_unapplied boolean, dpd bigint,
--          bucket varchar, certainty varchar
select
    aged.item_no,
    aged.company,
    aged.customer_no,
    aged.currency,
    aged.due_date,
    aged.open_amount,
    coalesce(disputed_at.disputed, 0) as disputed,
    aged.is_unapplied,
    cast($as_of as date) - aged.due_date as dpd,
    case
        when aged.is_unapplied then 'UNAPPLIED'
        else coalesce(bucket_edges.bucket, 'UNDATED')
    end as bucket,
    aged.certainty
from (
    select
        *,
        cast($as_of as date) - case
            when $basis = 'invoice' then issue_date
            else due_date
        end as age
    from open_at
) as aged
left join bucket_edges
    on aged.age > bucket_edges.lower_age
    and aged.age <= bucket_edges.upper_age
    and not aged.is_unapplied
left join disputed_at on aged.item_no = disputed_at.item_no
