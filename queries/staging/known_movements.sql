-- What is known to have changed an item's balance, by what files say. `line`
-- is the line of the roll-forward; `applied` moves money from a credit to a
-- debt and adds up to nothing.
-- grain:   one change of one item
-- needs:   items, counted_applications, direct_payments,
--          absorbed_cash
-- returns: item_no integer, on_date date, amount decimal(18,4),
--          line varchar, certainty varchar, load_no integer, since date
with

existence as (

    select
        item_no,
        starts_on as on_date,
        amount,
        case
            when type in ('CN', 'CR') then 'credit_notes'
            when type = 'PAY' then 'cash'
            else 'billed'
        end as line,
        'exact' as certainty,
        load_no,
        cast(null as date) as since
    from items
    where starts_on < coalesce(ends_on, date '9999-12-31')

    union all

    select
        item_no,
        ends_on as on_date,
        cast(-amount as decimal(18, 4)) as amount,
        case when type = 'PAY' then 'reversals' else 'voided' end as line,
        'exact' as certainty,
        load_no,
        cast(null as date) as since
    from items
    where starts_on < ends_on

),

on_debts as (

    select
        item_no,
        amount,
        starts_on,
        ends_on,
        case
            when source_item is not null then 'applied'
            when kind = 'CN' then 'credit_notes'
            when kind = 'WO' then 'write_offs'
            when kind = 'DISC' then 'discounts'
            when kind = 'WHT' then 'withholdings'
            else 'cash'
        end as line,
        certainty,
        load_no
    from counted_applications

    union all

    select
        item_no, amount, starts_on, ends_on, 'cash' as line,
        'exact' as certainty, load_no
    from direct_payments

),

all_changes as (

    select item_no, on_date, amount, line, certainty, load_no, since
    from existence

    union all

    select
        item_no, starts_on as on_date, -amount as amount, line, certainty,
        load_no, null as since
    from on_debts

    union all

    select
        item_no, ends_on as on_date, amount,
        case when line = 'applied' then 'applied' else 'reversals' end
            as line,
        certainty, load_no, null as since
    from on_debts
    where ends_on < date '9999-12-31'

    union all

    select
        source_item as item_no, starts_on as on_date, amount,
        'applied' as line, certainty, load_no, null as since
    from counted_applications
    where source_item is not null

    union all

    select
        source_item as item_no, ends_on as on_date, -amount as amount,
        'applied' as line, certainty, load_no, null as since
    from counted_applications
    where source_item is not null and ends_on < date '9999-12-31'

    union all

    select
        item_no, on_date, amount, 'cash' as line, 'stated' as certainty,
        cast(null as integer) as load_no, null as since
    from absorbed_cash

)

select
    item_no,
    on_date,
    cast(amount as decimal(18, 4)) as amount,
    line,
    certainty,
    load_no,
    since
from all_changes
where amount <> 0
