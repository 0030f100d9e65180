-- Every change of every item's balance, known or inferred. Between items of
-- one customer, what an interval settles without evidence is tagged `credit`
-- as far as the customer's credits shrank in it, else `cash_or_other`.
-- grain:   one change of one item
-- needs:   known_movements, inferred_changes, started_items, item_facts
-- returns: item_no integer, on_date date, amount decimal(18,4),
--          line varchar, certainty varchar, load_no integer, since date,
--          tag varchar
with

inferred as (

    select
        changes.item_no,
        changes.as_of,
        changes.since,
        changes.amount,
        changes.load_no,
        changes.has_reappeared,
        items.customer_no,
        items.currency,
        items.is_credit,
        facts.due_date
    from inferred_changes as changes
    inner join started_items as items on changes.item_no = items.item_no
    inner join item_facts as facts on changes.item_no = facts.item_no

),

shrunk as (

    select customer_no, currency, as_of, sum(amount) as amount
    from inferred
    where is_credit and amount > 0
    group by customer_no, currency, as_of

),

settled as (

    select
        inferred.*,
        coalesce(shrunk.amount, 0) as credits_gone,
        sum(-inferred.amount) over (
            partition by
                inferred.customer_no, inferred.currency, inferred.as_of
            order by inferred.due_date, inferred.item_no
            rows unbounded preceding
        ) as settled_upto
    from inferred
    left join shrunk
        on inferred.customer_no = shrunk.customer_no
        and inferred.currency = shrunk.currency
        and inferred.as_of = shrunk.as_of
    where not inferred.is_credit and inferred.amount < 0

),

parted as (

    select
        *,
        greatest(
            least(-amount, credits_gone - (settled_upto + amount)), 0
        ) as from_credit
    from settled

)

select item_no, on_date, amount, line, certainty, load_no, since,
    null as tag
from known_movements

union all

select
    item_no, as_of as on_date,
    cast(-from_credit as decimal(18, 4)) as amount,
    'inferred' as line, 'inferred' as certainty, load_no, since,
    'credit' as tag
from parted
where from_credit > 0

union all

select
    item_no, as_of as on_date,
    cast(amount + from_credit as decimal(18, 4)) as amount,
    'inferred' as line, 'inferred' as certainty, load_no, since,
    'cash_or_other' as tag
from parted
where amount + from_credit < 0

union all

select
    item_no, as_of as on_date, amount, 'inferred' as line,
    'inferred' as certainty, load_no, since,
    case
        when is_credit and amount > 0 then 'credit'
        when is_credit then null
        when has_reappeared then 'reversal'
        else 'increase'
    end as tag
from inferred
where is_credit or amount > 0
order by on_date, item_no
