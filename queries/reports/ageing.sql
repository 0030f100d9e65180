-- Open amount per currency and ageing bucket at the as-of date; every bucket
-- of every currency, zeros included, so that the rows add up to the net
-- balance.
-- grain:   currency, bucket
-- uses:    aged_at
-- params:  as_of date, companies varchar[] (null: every company),
--          basis varchar (due or invoice), edges integer[]
-- returns: currency varchar, bucket varchar, documents bigint,
--          amount decimal(38,4), disputed decimal(38,4)
with

summed as (

    select
        currency,
        bucket,
        count(*) as documents,
        sum(open_amount) as amount,
        sum(disputed) as disputed
    from aged_at
    group by currency, bucket

),

columns_shown as (

    select position, bucket from bucket_edges
    union all
    select 1000 as position, 'UNDATED' as bucket
    union all
    select 1001 as position, 'UNAPPLIED' as bucket

)

select
    currencies.currency,
    columns_shown.bucket,
    coalesce(summed.documents, 0) as documents,
    coalesce(summed.amount, 0) as amount,
    coalesce(summed.disputed, 0) as disputed
from (select distinct currency from summed) as currencies
cross join columns_shown
left join summed
    on currencies.currency = summed.currency
    and columns_shown.bucket = summed.bucket
order by currencies.currency, columns_shown.position
