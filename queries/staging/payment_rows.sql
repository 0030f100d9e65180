-- Payment rows that count: of each payment, the rows of the latest load that
-- lists it. A number that comes back more than 180 days later is another
-- payment. A row without a number is known by its values and by which of the
-- identical rows of its file it is.
-- `pays_name` is set where the payment needs no balance of its own: all its
-- rows are of one day and customer, and each quotes one plain debt of the same
-- customer and currency that was issued by then and that no snapshot found
-- late, and no other file names payments. It is a movement of that debt then.
-- grain:   load_no, sheet, row_no
-- needs:   raw_payments, customer_lookup, stated_names, cuts_before,
--          application_rows
-- returns: load_no integer, sheet varchar, row_no integer, company varchar,
--          customer_no integer, customer_key varchar, is_known boolean,
--          number varchar, value_date date, amount decimal(18,4),
--          currency varchar, reversed_date date, reference varchar,
--          pays_name integer
with

placed as (

    select
        payments.load_no,
        payments.sheet,
        payments.row_no,
        payments.company,
        lookup.customer_no,
        lookup.customer_key,
        lookup.is_known,
        payments.payment_id,
        payments.value_date,
        payments.amount,
        payments.currency,
        payments.reversed_date,
        payments.reference
    from raw_payments as payments
    inner join customer_lookup as lookup
        on payments.company = lookup.company
        and payments.customer_code is not distinct from lookup.customer_code
        and payments.customer_tax_id
            is not distinct from lookup.customer_tax_id
        and payments.customer_name_key
            is not distinct from lookup.customer_name_key

),

without_number as (

    select
        *,
        '~' || substr(
            md5(
                concat_ws(
                    chr(31),
                    company,
                    customer_key,
                    coalesce(cast(value_date as varchar), ''),
                    cast(amount as varchar),
                    currency,
                    coalesce(reference, ''),
                    cast(
                        row_number() over (
                            partition by
                                load_no, company, customer_key, value_date,
                                amount, currency, reference
                            order by sheet, row_no
                        ) as varchar
                    )
                )
            ),
            1, 11
        ) as number
    from placed
    where payment_id is null

),

numbered as (

    select *, payment_id as number from placed where payment_id is not null
    union all
    select * from without_number

),

repeated as (

    select company, number
    from numbered
    group by company, number
    having count(*) > 1

),

repeated_rows as (

    select numbered.*
    from numbered
    inner join repeated
        on numbered.company = repeated.company
        and numbered.number = repeated.number

),

reused as (

    select company, number, customer_no, currency
    from repeated_rows
    group by company, number, customer_no, currency
    having max(value_date) - min(value_date) > 180

),

dated as (

    select distinct
        numbered.company,
        numbered.number,
        numbered.customer_no,
        numbered.currency,
        numbered.value_date
    from repeated_rows as numbered
    inner join reused
        on numbered.company = reused.company
        and numbered.number = reused.number
        and numbered.customer_no = reused.customer_no
        and numbered.currency = reused.currency
    where numbered.value_date is not null

),

spaced as (

    select
        *,
        coalesce(
            value_date - lag(value_date) over (
                partition by company, number, customer_no, currency
                order by value_date
            ) > 180,
            true
        ) as starts_payment
    from dated

),

started as (

    select
        company, number, customer_no, currency, value_date,
        max(value_date) filter (where starts_payment) over (
            partition by company, number, customer_no, currency
            order by value_date
            rows unbounded preceding
        ) as first_date
    from spaced

),

told_apart as (

    select numbered.*, started.first_date
    from repeated_rows as numbered
    left join started
        on numbered.company = started.company
        and numbered.number = started.number
        and numbered.customer_no = started.customer_no
        and numbered.currency = started.currency
        and numbered.value_date = started.value_date

),

latest as (

    select
        company, number, customer_no, currency, first_date,
        max(load_no) as load_no
    from told_apart
    group by company, number, customer_no, currency, first_date

),

counted as (

    select
        numbered.load_no,
        numbered.sheet,
        numbered.row_no,
        numbered.company,
        numbered.customer_no,
        numbered.customer_key,
        numbered.is_known,
        numbered.number,
        numbered.value_date,
        numbered.amount,
        numbered.currency,
        numbered.reversed_date,
        numbered.reference,
        true as is_one_row
    from numbered
    left join repeated
        on numbered.company = repeated.company
        and numbered.number = repeated.number
    where repeated.number is null

    union all

    select
        numbered.load_no,
        numbered.sheet,
        numbered.row_no,
        numbered.company,
        numbered.customer_no,
        numbered.customer_key,
        numbered.is_known,
        numbered.number,
        numbered.value_date,
        numbered.amount,
        numbered.currency,
        numbered.reversed_date,
        numbered.reference,
        false as is_one_row
    from told_apart as numbered
    inner join latest
        on numbered.company = latest.company
        and numbered.number = latest.number
        and numbered.customer_no = latest.customer_no
        and numbered.currency = latest.currency
        and numbered.first_date is not distinct from latest.first_date
        and numbered.load_no = latest.load_no

),

naming_companies as (

    select distinct company
    from application_rows
    where source_type = 'PAY' and source_id is not null

),

plain_debts as (

    select
        debts.company,
        debts.number,
        debts.name_no,
        debts.customer_no,
        debts.currency,
        debts.last_issue
    from stated_names as debts
    left join stated_names as others
        on debts.company = others.company
        and debts.number = others.number
        and others.type not in ('INV', 'CN', 'CR', 'PAY')
    left join naming_companies
        on debts.company = naming_companies.company
    left join cuts_before
        on debts.company = cuts_before.company
        and debts.first_listed = cuts_before.listed_on
    where
        debts.is_plain_debt
        and others.name_no is null
        and naming_companies.company is null
        and (cuts_before.cut is null or debts.first_issue > cuts_before.cut)

),

quoting as (

    select payments.*, debts.name_no
    from counted as payments
    left join plain_debts as debts
        on payments.company = debts.company
        and payments.reference = debts.number
        and payments.customer_no = debts.customer_no
        and payments.currency = debts.currency
        and payments.value_date >= debts.last_issue
        and payments.amount > 0
        and (
            payments.reversed_date is null
            or payments.reversed_date > payments.value_date
        )

),

with_own_balance as (

    select company, number
    from quoting
    where not is_one_row
    group by company, number
    having
        count(name_no) < count(*)
        or min(customer_no) <> max(customer_no)
        or min(currency) <> max(currency)
        or min(value_date) <> max(value_date)
        or min(reversed_date) <> max(reversed_date)
        or count(reversed_date) not in (0, count(*))

    union

    select company, number from stated_names where type = 'PAY'

)

select
    payments.load_no,
    payments.sheet,
    payments.row_no,
    payments.company,
    payments.customer_no,
    payments.customer_key,
    payments.is_known,
    payments.number,
    payments.value_date,
    payments.amount,
    payments.currency,
    payments.reversed_date,
    payments.reference,
    case when kept.number is null then payments.name_no end as pays_name
from quoting as payments
left join with_own_balance as kept
    on payments.company = kept.company
    and payments.number = kept.number
