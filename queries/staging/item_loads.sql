-- What each load says about an item of several rows: one row of a load as it
-- stands, several rows of one load added up.
-- grain:   item_no, load_no
-- needs:   item_rows, repeated_items
-- returns: item_no integer, load_no integer, source varchar,
--          customer_no integer, issue_date date, due_date date,
--          instalment varchar, terms_days integer, currency varchar,
--          amount decimal(38,4), balance decimal(38,4), end_date date,
--          branch varchar, salesperson varchar
with

rows_of_several as (

    select rows.*
    from item_rows as rows
    inner join repeated_items on rows.item_no = repeated_items.item_no

),

added_up as (

    select item_no, load_no
    from rows_of_several
    group by item_no, load_no
    having count(*) > 1

)

select
    rows.item_no,
    rows.load_no,
    rows.source,
    rows.customer_no,
    rows.issue_date,
    rows.due_date,
    rows.instalment,
    rows.terms_days,
    rows.currency,
    rows.amount,
    rows.balance,
    rows.end_date,
    rows.branch,
    rows.salesperson
from rows_of_several as rows
left join added_up
    on rows.item_no = added_up.item_no
    and rows.load_no = added_up.load_no
where added_up.item_no is null

union all

select
    rows.item_no,
    rows.load_no,
    min(rows.source) as source,
    min(rows.customer_no) as customer_no,
    min(rows.issue_date) as issue_date,
    min(rows.due_date) as due_date,
    min(rows.instalment) as instalment,
    min(rows.terms_days) as terms_days,
    min(rows.currency) as currency,
    case when count(rows.amount) = count(*) then sum(rows.amount) end
        as amount,
    sum(rows.balance) as balance,
    max(rows.end_date) as end_date,
    min(rows.branch) as branch,
    min(rows.salesperson) as salesperson
from rows_of_several as rows
inner join added_up
    on rows.item_no = added_up.item_no
    and rows.load_no = added_up.load_no
group by rows.item_no, rows.load_no
