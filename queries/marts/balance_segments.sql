-- Stretches of time in which an item's open balance does not change: the
-- answer to every question about a date is one range filter on this table.
-- Credits are negative. A debt paid beyond its amount counts as unapplied.
-- grain:   item_no, valid_from
-- needs:   movements, items, companies
-- returns: item_no integer, company varchar, customer_no integer,
--          currency varchar, due_date date, issue_date date,
--          valid_from date, valid_to date, open_amount decimal(18,4),
--          is_unapplied boolean, certainty varchar
with

days as (

    select
        item_no,
        on_date,
        sum(amount) as change,
        max(
            case
                when line = 'inferred' then 1
                when certainty = 'exact' then 0
                when certainty = 'stated' then 1
                when certainty = 'matched' then 2
                else 3
            end
        ) as doubt
    from movements
    group by item_no, on_date
    having sum(amount) <> 0

),

stretches as (

    select
        item_no,
        on_date as valid_from,
        coalesce(
            lead(on_date) over (partition by item_no order by on_date),
            date '9999-12-31'
        ) as valid_to,
        sum(change) over (
            partition by item_no
            order by on_date
            rows unbounded preceding
        ) as open_amount,
        doubt
    from days

)

select
    stretches.item_no,
    items.company,
    items.customer_no,
    items.currency,
    items.due_date,
    items.issue_date,
    greatest(stretches.valid_from, companies.first_date) as valid_from,
    stretches.valid_to,
    cast(stretches.open_amount as decimal(18, 4)) as open_amount,
    items.is_credit or stretches.open_amount < 0 as is_unapplied,
    case stretches.doubt
        when 0 then 'exact'
        when 1 then 'stated'
        when 2 then 'matched'
        else 'inferred'
    end as certainty
from stretches
inner join items on stretches.item_no = items.item_no
inner join companies on items.company = companies.company
where
    stretches.open_amount <> 0
    and (
        companies.first_date is null
        or stretches.valid_to > companies.first_date
    )
order by stretches.valid_to desc, stretches.item_no, valid_from
