-- Every change of every item's balance, known or inferred. What snapshots
-- settle without evidence is tagged `credit` as far as the customer's credits
-- shrank in the same interval, else `cash_or_other`.
-- grain:   one change of one item
-- needs:   known_movements, inferred_changes, items, item_facts
-- returns: item_no integer, on_date date, amount decimal(18,4),
--          line varchar, certainty varchar, load_no integer, since date,
--          tag varchar
with

changes as (

    select
        changes.item_no,
        changes.on_date,
        changes.since,
        changes.amount,
        changes.load_no,
        changes.evidence,
        changes.has_reappeared,
        items.customer_no,
        items.currency,
        items.is_credit,
        facts.due_date
    from inferred_changes as changes
    inner join items on changes.item_no = items.item_no
    inner join item_facts as facts on changes.item_no = facts.item_no

),

shrunk as (

    select customer_no, currency, on_date, sum(amount) as amount
    from changes
    where evidence = 'snapshot' and is_credit and amount > 0
    group by customer_no, currency, on_date

),

settled as (

    select
        changes.*,
        coalesce(shrunk.amount, 0) as credits_gone,
        sum(-changes.amount) over (
            partition by
                changes.customer_no, changes.currency, changes.on_date
            order by changes.due_date, changes.item_no
            rows unbounded preceding
        ) as settled_upto
    from changes
    left join shrunk
        on changes.customer_no = shrunk.customer_no
        and changes.currency = shrunk.currency
        and changes.on_date = shrunk.on_date
    where
        changes.evidence = 'snapshot'
        and not changes.is_credit
        and changes.amount < 0

),

parted as (

    select
        *,
        greatest(
            least(-amount, credits_gone - (settled_upto + amount)), 0
        ) as from_credit
    from settled

)

select
    item_no, on_date, amount, line, certainty, load_no, since, null as tag
from known_movements

union all

select
    item_no, on_date,
    cast(-from_credit as decimal(18, 4)) as amount,
    'inferred' as line, 'inferred' as certainty, load_no, since,
    'credit' as tag
from parted
where from_credit > 0

union all

select
    item_no, on_date,
    cast(amount + from_credit as decimal(18, 4)) as amount,
    'inferred' as line, 'inferred' as certainty, load_no, since,
    'cash_or_other' as tag
from parted
where amount + from_credit < 0

union all

select
    item_no, on_date, amount, 'inferred' as line, 'inferred' as certainty,
    load_no, since,
    case
        when is_credit and amount > 0 then 'credit'
        when is_credit then null
        when has_reappeared then 'reversal'
        else 'increase'
    end as tag
from changes
where evidence = 'snapshot' and (is_credit or amount > 0)

union all

select
    item_no, on_date, amount,
    case evidence
        when 'register' then 'cash'
        when 'end' then 'reversals'
        else 'inferred'
    end as line,
    case evidence
        when 'register_undated' then 'inferred'
        else 'stated'
    end as certainty,
    load_no, since,
    case when evidence = 'register_undated' then 'cash_or_other' end as tag
from changes
where evidence <> 'snapshot'
order by on_date, item_no
