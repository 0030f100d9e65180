-- Cash that a payments file lists without a document and a register already
-- counts as a settlement of the same customer on or after its date: counted
-- once. What settlements cannot take stays unapplied. The settlements beyond
-- the cash available by their date are the running maximum of the shortfall.
-- grain:   item_no, on_date
-- needs:   item_facts, dated_applications, stated_settlements
-- returns: item_no integer, amount decimal(18,4), on_date date
with

remainders as (

    select
        items.item_no,
        items.customer_no,
        items.currency,
        items.starts_on as on_date,
        -items.amount - coalesce(applied.amount, 0) as amount
    from item_facts as items
    inner join (
        select distinct items.customer_no
        from stated_settlements as stated
        inner join item_facts as items on stated.item_no = items.item_no
        where stated.amount > 0
    ) as settling on items.customer_no = settling.customer_no
    left join (
        select source_item, sum(amount) as amount
        from dated_applications
        where source_item is not null
        group by source_item
    ) as applied on items.item_no = applied.source_item
    where
        items.type = 'PAY'
        and items.ends_on is null
        and items.register_load is not null
        and -items.amount - coalesce(applied.amount, 0) > 0

),

settlements as (

    select
        items.customer_no,
        items.currency,
        stated.on_date,
        sum(stated.amount) as amount
    from stated_settlements as stated
    inner join item_facts as items on stated.item_no = items.item_no
    where stated.amount > 0
    group by items.customer_no, items.currency, stated.on_date

),

days as (

    select customer_no, currency, on_date,
        sum(cash) as cash, sum(settled) as settled
    from (
        select customer_no, currency, on_date, amount as cash, 0 as settled
        from remainders
        union all
        select customer_no, currency, on_date, 0 as cash, amount as settled
        from settlements
    ) as events
    group by customer_no, currency, on_date

),

running as (

    select
        customer_no, currency, on_date, settled,
        sum(settled) over per_customer as settled_upto,
        sum(settled) over per_customer - sum(cash) over per_customer
            as shortfall
    from days
    window per_customer as (
        partition by customer_no, currency
        order by on_date
        rows unbounded preceding
    )

),

absorbed as (

    select
        customer_no,
        currency,
        on_date,
        settled_upto - greatest(
            max(shortfall) over (
                partition by customer_no, currency
                order by on_date
                rows unbounded preceding
            ),
            0
        ) as absorbed_upto
    from running

),

steps as (

    select
        customer_no, currency, on_date, absorbed_upto,
        coalesce(
            lag(absorbed_upto) over (
                partition by customer_no, currency order by on_date
            ),
            0
        ) as absorbed_from
    from absorbed

),

shelves as (

    select
        item_no, customer_no, currency, amount,
        sum(amount) over (
            partition by customer_no, currency
            order by on_date, item_no
            rows unbounded preceding
        ) as upper_amount
    from remainders

)

select
    shelves.item_no,
    cast(
        least(steps.absorbed_upto, shelves.upper_amount) - greatest(
            steps.absorbed_from, shelves.upper_amount - shelves.amount
        ) as decimal(18, 4)
    ) as amount,
    steps.on_date
from steps
inner join shelves
    on steps.customer_no = shelves.customer_no
    and steps.currency = shelves.currency
    and steps.absorbed_from < shelves.upper_amount
    and steps.absorbed_upto > shelves.upper_amount - shelves.amount
where steps.absorbed_upto > steps.absorbed_from
