-- Payments of companies whose payments never quote a document, applied to the
-- oldest debts first (due date, issue date, number). Marked as inferred.
-- grain:   source_item, item_no
-- needs:   payment_rows, application_rows, item_facts, dated_applications,
--          stated_settlements, absorbed_cash, raw_company_settings
-- returns: source_item integer, item_no integer, amount decimal(18,4),
--          starts_on date, ends_on date
with

companies as (

    select payments.company
    from payment_rows as payments
    left join (
        select distinct company from application_rows
        where source_type = 'PAY'
    ) as applying on payments.company = applying.company
    left join raw_company_settings as settings
        on payments.company = settings.company
    where applying.company is null and coalesce(settings.fifo, true)
    group by payments.company
    having count(payments.reference) = 0

),

cash as (

    select
        items.item_no,
        items.customer_no,
        items.currency,
        items.starts_on,
        items.ends_on,
        -items.amount - coalesce(sum(absorbed.amount), 0) as amount
    from item_facts as items
    inner join companies on items.company = companies.company
    left join absorbed_cash as absorbed on items.item_no = absorbed.item_no
    where items.type = 'PAY' and items.amount < 0
    group by
        items.item_no, items.customer_no, items.currency, items.starts_on,
        items.ends_on, items.amount

),

taken as (

    select item_no, sum(amount) as amount
    from (
        select item_no, amount from dated_applications
        union all
        select item_no, amount from stated_settlements
    ) as reductions
    group by item_no

),

debts as (

    select
        items.item_no,
        items.customer_no,
        items.currency,
        items.due_date,
        items.issue_date,
        items.starts_on,
        items.amount - coalesce(taken.amount, 0) as amount
    from item_facts as items
    inner join companies on items.company = companies.company
    left join taken on items.item_no = taken.item_no
    where
        not items.is_credit
        and items.ends_on is null
        and items.amount - coalesce(taken.amount, 0) > 0

),

cash_queue as (

    select
        *,
        sum(amount) over (
            partition by customer_no, currency
            order by starts_on, item_no
            rows unbounded preceding
        ) as upper_amount
    from cash
    where amount > 0

),

debt_queue as (

    select
        *,
        sum(amount) over (
            partition by customer_no, currency
            order by due_date, issue_date, item_no
            rows unbounded preceding
        ) as upper_amount
    from debts

)

select
    cash_queue.item_no as source_item,
    debt_queue.item_no,
    cast(
        least(cash_queue.upper_amount, debt_queue.upper_amount) - greatest(
            cash_queue.upper_amount - cash_queue.amount,
            debt_queue.upper_amount - debt_queue.amount
        ) as decimal(18, 4)
    ) as amount,
    greatest(cash_queue.starts_on, debt_queue.starts_on) as starts_on,
    coalesce(cash_queue.ends_on, date '9999-12-31') as ends_on
from cash_queue
inner join debt_queue
    on cash_queue.customer_no = debt_queue.customer_no
    and cash_queue.currency = debt_queue.currency
    and cash_queue.upper_amount - cash_queue.amount < debt_queue.upper_amount
    and debt_queue.upper_amount - debt_queue.amount < cash_queue.upper_amount
where
    greatest(cash_queue.starts_on, debt_queue.starts_on)
    < coalesce(cash_queue.ends_on, date '9999-12-31')
