-- Open amount per customer, currency and ageing bucket at the as-of date.
-- grain:   company, customer_id, currency, bucket
-- uses:    aged_at
-- params:  as_of date, companies varchar[] (null: every company),
--          basis varchar (due or invoice), edges integer[]
-- returns: company varchar, customer_id varchar, customer_name varchar,
--          currency varchar, bucket varchar, documents bigint,
--          amount decimal(38,4), customer_key varchar
with

summed as (

    select
        customer_no,
        currency,
        bucket,
        count(*) as documents,
        sum(open_amount) as amount
    from aged_at
    group by customer_no, currency, bucket

)

select
    customers.company,
    customers.customer_id,
    customers.customer_name,
    summed.currency,
    summed.bucket,
    summed.documents,
    summed.amount,
    customers.customer_key
from summed
inner join customers on summed.customer_no = customers.customer_no
order by
    customers.company,
    customers.customer_id,
    customers.customer_key,
    summed.currency,
    summed.bucket
