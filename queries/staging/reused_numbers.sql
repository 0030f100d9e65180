-- Document numbers that stand for more than one document: with different
-- customers, or with issue dates more than 180 days apart.
-- grain:   company, type, number, customer_key, issue_date
-- needs:   stated_rows, stated_names, payment_rows
-- returns: company varchar, type varchar, number varchar,
--          customer_key varchar, issue_date date, variant varchar
with

payments as (

    select
        company, 'PAY' as type, number, customer_no, customer_key, is_known,
        value_date as issue_date
    from payment_rows
    where pays_name is null
    union all
    select
        company, type, number, customer_no, customer_key, is_known,
        issue_date
    from stated_rows
    where type = 'PAY'

),

suspects as (

    select company, type, number
    from stated_names
    where is_reused and type <> 'PAY'
    union all
    select company, type, number
    from payments
    group by company, type, number
    having
        min(customer_no) filter (where is_known)
            <> max(customer_no) filter (where is_known)
        or max(issue_date) - min(issue_date) > 180

),

dated as (

    select distinct
        document_rows.company,
        document_rows.type,
        document_rows.number,
        document_rows.customer_key,
        document_rows.issue_date
    from (
        select company, type, number, customer_key, issue_date
        from stated_rows
        where type <> 'PAY'
        union all
        select company, type, number, customer_key, issue_date
        from payments
    ) as document_rows
    inner join suspects
        on document_rows.company = suspects.company
        and document_rows.type = suspects.type
        and document_rows.number = suspects.number

),

marked as (

    select
        *,
        coalesce(
            issue_date - lag(issue_date) over (
                partition by company, type, number, customer_key
                order by issue_date
            ) > 180,
            true
        ) as starts_document
    from dated
    where issue_date is not null

),

started as (

    select
        *,
        max(issue_date) filter (where starts_document) over (
            partition by company, type, number, customer_key
            order by issue_date
            rows unbounded preceding
        ) as first_issue
    from marked

),

last_started as (

    select
        company, type, number, customer_key,
        max(first_issue) as first_issue
    from started
    group by company, type, number, customer_key

)

select
    dated.company,
    dated.type,
    dated.number,
    dated.customer_key,
    dated.issue_date,
    dated.customer_key || '@' || coalesce(
        cast(started.first_issue as varchar),
        cast(last_started.first_issue as varchar),
        ''
    ) as variant
from dated
left join started
    on dated.company = started.company
    and dated.type = started.type
    and dated.number = started.number
    and dated.customer_key = started.customer_key
    and dated.issue_date = started.issue_date
left join last_started
    on dated.company = last_started.company
    and dated.type = last_started.type
    and dated.number = last_started.number
    and dated.customer_key = last_started.customer_key
order by
    dated.company, dated.type, dated.number, dated.customer_key,
    dated.issue_date
