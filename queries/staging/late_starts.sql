-- Items that a snapshot lists for the first time although they were issued on
-- or before the snapshot before it, which did not list them and where they
-- should have been open: they count from the day after that snapshot.
-- grain:   item_no
-- needs:   item_facts, cuts_before, dated_applications, fifo_applications,
--          stated_settlements, absorbed_cash
-- returns: item_no integer, starts_on date
with

candidates as (

    select items.item_no, items.amount, items.ends_on, cuts_before.cut
    from item_facts as items
    inner join cuts_before
        on items.company = cuts_before.company
        and items.first_listed = cuts_before.listed_on
    where items.starts_on <= cuts_before.cut

),

reductions as (

    select item_no, -amount as amount, starts_on, ends_on
    from dated_applications
    union all
    select source_item as item_no, amount, starts_on, ends_on
    from dated_applications
    where source_item is not null
    union all
    select item_no, -amount as amount, starts_on, ends_on
    from fifo_applications
    union all
    select source_item as item_no, amount, starts_on, ends_on
    from fifo_applications
    union all
    select
        item_no, -amount as amount, on_date as starts_on,
        date '9999-12-31' as ends_on
    from stated_settlements
    union all
    select
        item_no, amount, on_date as starts_on, date '9999-12-31' as ends_on
    from absorbed_cash

),

known_at_cut as (

    select
        candidates.item_no,
        candidates.cut,
        case
            when
                candidates.ends_on is null
                or candidates.ends_on > candidates.cut
                then candidates.amount
            else 0
        end + coalesce(sum(reductions.amount), 0) as balance
    from candidates
    left join reductions
        on candidates.item_no = reductions.item_no
        and reductions.starts_on <= candidates.cut
        and reductions.ends_on > candidates.cut
    group by
        candidates.item_no, candidates.cut, candidates.amount,
        candidates.ends_on

)

select item_no, cut + 1 as starts_on
from known_at_cut
where balance <> 0
order by item_no
