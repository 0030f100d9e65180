-- Each number that snapshots and registers give to documents of a type, once,
-- with what tells whether it may stand for several documents or for one in
-- parts. `name_no` has no meaning; it joins. A plain debt is one invoice that
-- all rows describe alike: one customer, one currency, issued, never void.
-- grain:   company, type, number
-- needs:   stated_rows, raw_loads
-- returns: name_no integer, company varchar, type varchar, number varchar,
--          is_reused boolean, may_be_split boolean, is_plain_debt boolean,
--          customer_no integer, currency varchar, first_issue date,
--          last_issue date, first_listed date
with

named as (

    select
        rows.company,
        rows.type,
        rows.number,
        coalesce(
            min(rows.customer_no) filter (where rows.is_known)
                <> max(rows.customer_no) filter (where rows.is_known)
            or max(rows.issue_date) - min(rows.issue_date) > 180,
            false
        ) as is_reused,
        coalesce(min(rows.due_date) <> max(rows.due_date), false)
            or coalesce(min(rows.instalment) <> max(rows.instalment), false)
            or count(rows.due_date) not in (0, count(*))
            or count(rows.instalment) not in (0, count(*)) as may_be_split,
        min(rows.customer_no) = max(rows.customer_no)
            and min(rows.currency) = max(rows.currency)
            and count(rows.issue_date) = count(*)
            and count(rows.end_date) = 0 as is_alike,
        min(rows.customer_no) as customer_no,
        min(rows.currency) as currency,
        min(rows.issue_date) as first_issue,
        max(rows.issue_date) as last_issue,
        min(loads.as_of) filter (where rows.source = 'S') as first_listed
    from stated_rows as rows
    inner join raw_loads as loads on rows.load_no = loads.load_no
    group by rows.company, rows.type, rows.number

)

select
    cast(row_number() over () as integer) as name_no,
    company,
    type,
    number,
    is_reused,
    may_be_split,
    coalesce(
        type = 'INV' and is_alike and not is_reused and not may_be_split,
        false
    ) as is_plain_debt,
    customer_no,
    currency,
    first_issue,
    last_issue,
    first_listed
from named
