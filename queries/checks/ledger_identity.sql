-- Per customer and currency, what is open equals all that was ever billed,
-- credited, paid and settled, at the end of each month and at each cut.
-- grain:   customer_no, currency, on_date
-- level:   broken
-- returns: on_date date, customer_no integer, currency varchar,
--          open_amount decimal(38,4), ledger decimal(38,4)
with

customer_days as (

    select
        items.customer_no, items.currency, items.company,
        last_day(movements.on_date) as month_end,
        sum(movements.amount) as amount
    from movements
    inner join items on movements.item_no = items.item_no
    group by
        items.customer_no, items.currency, items.company,
        last_day(movements.on_date)

),

ledger as (

    select
        customer_no, currency, company, month_end,
        coalesce(
            lead(month_end) over (
                partition by customer_no, currency, company order by month_end
            ),
            date '9999-12-31'
        ) as next_month_end,
        sum(amount) over (
            partition by customer_no, currency, company
            order by month_end
            rows unbounded preceding
        ) as amount
    from customer_days

),

month_ends as (

    select distinct month_end from customer_days

),

open_then as (

    select
        month_ends.month_end,
        segments.customer_no,
        segments.currency,
        segments.company,
        sum(segments.open_amount) as amount
    from month_ends
    inner join balance_segments as segments
        on segments.valid_from <= month_ends.month_end
        and segments.valid_to > month_ends.month_end
    group by
        month_ends.month_end, segments.customer_no, segments.currency,
        segments.company

),

ledger_then as (

    select
        month_ends.month_end, ledger.customer_no, ledger.currency,
        ledger.amount
    from month_ends
    inner join ledger
        on ledger.month_end <= month_ends.month_end
        and ledger.next_month_end > month_ends.month_end
    inner join companies on ledger.company = companies.company
    where
        companies.first_date is null
        or month_ends.month_end >= companies.first_date

)

select
    coalesce(open_then.month_end, ledger_then.month_end) as on_date,
    coalesce(open_then.customer_no, ledger_then.customer_no) as customer_no,
    coalesce(open_then.currency, ledger_then.currency) as currency,
    coalesce(open_then.amount, 0) as open_amount,
    coalesce(ledger_then.amount, 0) as ledger
from open_then
full join ledger_then
    on open_then.month_end = ledger_then.month_end
    and open_then.customer_no = ledger_then.customer_no
    and open_then.currency = ledger_then.currency
where coalesce(open_then.amount, 0) <> coalesce(ledger_then.amount, 0)
