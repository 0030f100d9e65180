-- Customers with anything open at the as-of date. Collectable is what may be
-- asked for: overdue and undisputed, less the credits we hold.
-- grain:   company, customer_id, currency
-- uses:    aged_at
-- params:  as_of date, companies varchar[] (null: every company),
--          basis varchar (due or invoice), edges integer[]
-- returns: company varchar, customer_id varchar, customer_name varchar,
--          currency varchar, gross decimal(38,4), unapplied decimal(38,4),
--          net decimal(38,4), overdue decimal(38,4),
--          disputed decimal(38,4), collectable decimal(38,4),
--          max_dpd bigint, oldest_due date, customer_key varchar
with

summed as (

    select
        customer_no,
        currency,
        coalesce(sum(open_amount) filter (where not is_unapplied), 0)
            as gross,
        coalesce(sum(open_amount) filter (where is_unapplied), 0)
            as unapplied,
        sum(open_amount) as net,
        coalesce(
            sum(open_amount) filter (where not is_unapplied and dpd > 0), 0
        ) as overdue,
        sum(disputed) as disputed,
        coalesce(
            sum(open_amount - disputed) filter (
                where not is_unapplied and dpd > 0
            ),
            0
        ) as overdue_undisputed,
        max(dpd) filter (where not is_unapplied) as max_dpd,
        min(due_date) filter (where not is_unapplied) as oldest_due
    from aged_at
    group by customer_no, currency

)

select
    customers.company,
    customers.customer_id,
    customers.customer_name,
    summed.currency,
    summed.gross,
    summed.unapplied,
    summed.net,
    summed.overdue,
    summed.disputed,
    greatest(summed.overdue_undisputed + summed.unapplied, 0)
        as collectable,
    summed.max_dpd,
    summed.oldest_due,
    customers.customer_key
from summed
inner join customers on summed.customer_no = customers.customer_no
order by
    customers.company,
    customers.customer_id,
    customers.customer_key,
    summed.currency
