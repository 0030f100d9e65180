-- What registers state about settlement and files of payments do not already
-- explain at the register's data date, row by row, oldest first. Signed like
-- the item (credits negative).
-- A date is trusted unless the status says that the row is open; without a
-- date the settlement lies between issue and the register's data date.
-- grain:   item_no, load_no, sheet, row_no
-- needs:   item_rows, item_facts, dated_applications, direct_payments,
--          raw_loads
-- returns: item_no integer, load_no integer, sheet varchar, row_no integer,
--          amount decimal(18,4), on_date date, since date, certainty varchar
with

stated as (

    select
        rows.item_no,
        rows.load_no,
        rows.sheet,
        rows.row_no,
        items.starts_on,
        sign(rows.amount) as side,
        abs(rows.amount) as amount,
        case
            when rows.status = 'void' then 0
            when rows.paid_amount is not null then abs(rows.paid_amount)
            when rows.balance is not null
                then abs(rows.amount) - abs(rows.balance)
            when rows.status = 'paid' then abs(rows.amount)
            when rows.status in ('open', 'partial') then 0
            when rows.settled_date is not null then abs(rows.amount)
            else 0
        end as settled,
        case
            when rows.status is distinct from 'open' then rows.settled_date
        end as settled_date,
        loads.data_date
    from item_rows as rows
    inner join item_facts as items
        on rows.item_no = items.item_no
        and rows.load_no = items.register_load
    inner join raw_loads as loads on rows.load_no = loads.load_no
    where rows.source = 'R'

),

settling as (

    select distinct item_no, data_date from stated where settled > 0

),

applied as (

    select item_no, amount, starts_on, ends_on from dated_applications
    union all
    select source_item as item_no, amount, starts_on, ends_on
    from dated_applications
    where source_item is not null
    union all
    select item_no, amount, starts_on, ends_on from direct_payments

),

explained as (

    select settling.item_no, sum(applied.amount) as amount
    from settling
    inner join applied
        on settling.item_no = applied.item_no
        and applied.starts_on <= settling.data_date
        and applied.ends_on > settling.data_date
    group by settling.item_no

),

queued as (

    select
        stated.*,
        sum(stated.settled) over (
            partition by stated.item_no
            order by
                coalesce(stated.settled_date, stated.data_date),
                stated.row_no, stated.sheet
            rows unbounded preceding
        ) - coalesce(explained.amount, 0) as unexplained_upto
    from stated
    left join explained on stated.item_no = explained.item_no
    where stated.settled > 0

)

select
    item_no,
    load_no,
    sheet,
    row_no,
    cast(side * least(settled, unexplained_upto) as decimal(18, 4)) as amount,
    greatest(coalesce(settled_date, data_date), starts_on) as on_date,
    case when settled_date is null then starts_on end as since,
    case when settled_date is null then 'inferred' else 'stated' end
        as certainty
from queued
where unexplained_upto > 0
