-- What each load says about an item: its rows of one load added up.
-- grain:   item_no, load_no
-- needs:   item_rows
-- returns: item_no integer, load_no integer, source varchar,
--          rows_in_load bigint, customer_no integer, issue_date date,
--          due_date date, instalment varchar, terms_days integer,
--          currency varchar, amount decimal(38,4), balance decimal(38,4),
--          end_date date, branch varchar, salesperson varchar
select
    item_no,
    load_no,
    min(source) as source,
    count(*) as rows_in_load,
    min(customer_no) as customer_no,
    min(issue_date) as issue_date,
    min(due_date) as due_date,
    min(instalment) as instalment,
    min(terms_days) as terms_days,
    min(currency) as currency,
    case when count(amount) = count(*) then sum(amount) end as amount,
    sum(balance) as balance,
    max(end_date) as end_date,
    min(branch) as branch,
    min(salesperson) as salesperson
from item_rows
group by item_no, load_no
