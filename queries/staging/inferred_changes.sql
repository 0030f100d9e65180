-- What the known movements leave unexplained, where a source states more.
-- A snapshot states the balance itself: the gap between it and what is known
-- is counted at its date. A register states that at least so much was settled
-- by a date: the gap only ever grows towards settled. Negative on a debt:
-- settled somewhere in (since, on_date]; `since` is null for a dated one. A
-- void document takes what was settled on it back.
-- grain:   item_no, on_date, evidence
-- needs:   statements, stated_settlements, known_days, items
-- returns: item_no integer, on_date date, since date, amount decimal(18,4),
--          evidence varchar, has_reappeared boolean, load_no integer
with

settled as (

    select
        stated.item_no,
        greatest(stated.on_date, items.starts_on) as on_date,
        sum(abs(stated.amount)) as settled,
        max(stated.load_no) as load_no,
        max(stated.since) as since
    from stated_settlements as stated
    inner join items on stated.item_no = items.item_no
    group by stated.item_no, greatest(stated.on_date, items.starts_on)

),

watched as (

    select item_no from statements
    union
    select item_no from settled

),

timeline as (

    select
        item_no, on_date, 0 as turn, 'known' as evidence, null as balance,
        null as settled, amount as change, null as load_no, null as since
    from known_days
    where item_no in (select item_no from watched)

    union all

    select
        item_no, on_date, 1 as turn,
        case when since is null then 'register' else 'register_undated' end
            as evidence,
        null as balance,
        sum(settled) over (
            partition by item_no
            order by on_date
            rows unbounded preceding
        ) as settled,
        0 as change, load_no, since
    from settled

    union all

    select
        item_no, as_of as on_date, 3 as turn, 'snapshot' as evidence,
        balance, null as settled, 0 as change, load_no, null as since
    from statements

    union all

    select
        item_no, ends_on as on_date, 2 as turn, 'end' as evidence,
        0 as balance, null as settled, 0 as change, null as load_no,
        null as since
    from items
    where ends_on > starts_on and item_no in (select item_no from settled)

),

running as (

    select
        *,
        sum(change) over per_item as known,
        count(balance) over per_item as snapshots_so_far
    from timeline
    window per_item as (
        partition by item_no
        order by on_date, turn
        rows unbounded preceding
    )

),

-- Where every snapshot states what is known, there is nothing to infer.
unexplained as (

    select distinct item_no
    from running
    where settled is not null or balance <> known

),

gaps as (

    select
        running.*,
        items.starts_on,
        items.is_credit,
        min(
            case
                when not running.evidence in ('snapshot', 'end')
                    then -running.settled
                when items.is_credit then running.known - running.balance
                else running.balance - running.known
            end
        ) over (
            partition by running.item_no, running.snapshots_so_far
            order by running.on_date, running.turn
            rows unbounded preceding
        ) as gap
    from running
    inner join unexplained on running.item_no = unexplained.item_no
    inner join items on running.item_no = items.item_no
    where running.evidence <> 'known'

),

steps as (

    select
        *,
        lag(gap, 1, 0) over per_item as gap_before,
        lag(on_date) over per_item as statement_before,
        lag(balance) over per_item as balance_before,
        max(
            case
                when evidence = 'snapshot' and load_no is not null then 1
                else 0
            end
        ) over (
            partition by item_no
            order by on_date, turn
            rows between unbounded preceding and 1 preceding
        ) as was_listed
    from gaps
    window per_item as (partition by item_no order by on_date, turn)

)

select
    item_no,
    on_date,
    case
        when evidence = 'snapshot'
            then greatest(coalesce(statement_before, starts_on), starts_on)
        else since
    end as since,
    cast(
        case when is_credit then gap_before - gap else gap - gap_before end
        as decimal(18, 4)
    ) as amount,
    evidence,
    coalesce(
        evidence = 'snapshot'
        and was_listed = 1
        and balance_before = 0
        and balance <> 0,
        false
    ) as has_reappeared,
    load_no
from steps
where gap <> gap_before
