-- What the known movements leave unexplained between two statements of an
-- item's balance, counted at the later one. Negative on a debt: settled
-- somewhere in (since, as_of].
-- grain:   item_no, as_of
-- needs:   statements, known_days, started_items
-- returns: item_no integer, as_of date, since date, amount decimal(18,4),
--          has_reappeared boolean, load_no integer
with

watched as (

    select distinct item_no from statements

),

timeline as (

    select
        item_no, as_of as on_date, true as is_statement, balance,
        cast(0 as decimal(18, 4)) as change, load_no
    from statements

    union all

    select
        changes.item_no, changes.on_date, false as is_statement,
        null as balance, changes.amount as change, null as load_no
    from known_days as changes
    inner join watched on changes.item_no = watched.item_no

),

running as (

    select
        item_no, on_date, is_statement, balance, load_no,
        sum(change) over (
            partition by item_no
            order by on_date, is_statement
            rows unbounded preceding
        ) as known
    from timeline

),

gaps as (

    select
        item_no,
        on_date as as_of,
        balance,
        balance - known as gap,
        load_no,
        lag(balance - known, 1, 0) over (
            partition by item_no order by on_date
        ) as gap_before,
        lag(on_date) over (partition by item_no order by on_date)
            as statement_before,
        lag(balance) over (partition by item_no order by on_date)
            as balance_before,
        max(case when load_no is not null then 1 else 0 end) over (
            partition by item_no
            order by on_date
            rows between unbounded preceding and 1 preceding
        ) as was_listed
    from running
    where is_statement

)

select
    gaps.item_no,
    gaps.as_of,
    greatest(
        coalesce(gaps.statement_before, items.starts_on), items.starts_on
    ) as since,
    cast(gaps.gap - gaps.gap_before as decimal(18, 4)) as amount,
    coalesce(
        gaps.was_listed = 1 and gaps.balance_before = 0 and gaps.balance <> 0,
        false
    ) as has_reappeared,
    gaps.load_no
from gaps
inner join started_items as items on gaps.item_no = items.item_no
where gaps.gap <> gaps.gap_before
