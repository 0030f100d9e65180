-- Every open item at the as-of date, credits included (negative, bucket
-- UNAPPLIED), so that the amounts add up to the net balance.
-- grain:   company, document_id, instalment, due_date
-- uses:    aged_at
-- params:  as_of date, companies varchar[] (null: every company),
--          basis varchar (due or invoice), edges integer[]
-- returns: company varchar, document_id varchar, customer_id varchar,
--          customer_name varchar, type varchar, number varchar,
--          issue_date date, due_date date, due_date_origin varchar,
--          currency varchar, amount decimal(18,4),
--          open_amount decimal(18,4), dpd bigint, bucket varchar,
--          disputed decimal(18,4), certainty varchar, load_id varchar,
--          instalment varchar, customer_key varchar, document_key varchar
with

found as (

    select
        aged_at.*,
        items.document_id,
        items.type,
        items.issue_date,
        items.due_date_origin,
        items.amount,
        items.instalment,
        items.variant,
        items.part,
        items.load_no
    from aged_at
    inner join items on aged_at.item_no = items.item_no

)

select
    found.company,
    found.document_id,
    customers.customer_id,
    customers.customer_name,
    found.type,
    found.document_id as number,
    found.issue_date,
    found.due_date,
    found.due_date_origin,
    found.currency,
    found.amount,
    found.open_amount,
    found.dpd,
    found.bucket,
    found.disputed,
    found.certainty,
    loads.load_id,
    found.instalment,
    customers.customer_key,
    substr(
        md5(
            concat_ws(
                chr(31), found.company, found.type, found.document_id,
                found.variant
            )
        ),
        1, 12
    ) as document_key
from found
inner join customers on found.customer_no = customers.customer_no
inner join loads on found.load_no = loads.load_no
order by
    found.company, found.document_id, found.item_no
