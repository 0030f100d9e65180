-- What snapshots state an item's balance to be, listed or not: of the loads of
-- one date that list it, the latest; nothing for what a full snapshot leaves
-- out, noted where it matters (after the item last changed).
-- grain:   item_no, as_of
-- needs:   item_rows, repeated_items, item_loads, raw_loads, items,
--          known_days, cut_calendar, cut_scopes
-- returns: item_no integer, as_of date, balance decimal(18,4),
--          load_no integer
with

listed as (

    select
        said.item_no,
        loads.as_of,
        arg_max(said.balance, said.load_no) as balance,
        max(said.load_no) as load_no
    from item_loads as said
    inner join raw_loads as loads on said.load_no = loads.load_no
    where said.source = 'S' and loads.as_of is not null
    group by said.item_no, loads.as_of

    union all

    select said.item_no, loads.as_of, said.balance, said.load_no
    from item_rows as said
    inner join raw_loads as loads on said.load_no = loads.load_no
    left join repeated_items on said.item_no = repeated_items.item_no
    where
        said.source = 'S'
        and loads.as_of is not null
        and repeated_items.item_no is null

),

changes as (

    select days.item_no, items.company, days.on_date
    from (
        select item_no, on_date from known_days
        union all
        select item_no, as_of + 1 as on_date from listed where balance <> 0
    ) as days
    inner join items on days.item_no = items.item_no

),

first_cuts as (

    select company, min(as_of) as first_cut
    from cut_scopes
    where scope_field = 'all'
    group by company

),

full_cuts as (

    select changes.item_no, calendar.next_cut as as_of
    from changes
    inner join cut_calendar as calendar
        on changes.company = calendar.company
        and changes.on_date = calendar.on_day

    union all

    select changes.item_no, first_cuts.first_cut as as_of
    from changes
    inner join first_cuts
        on changes.company = first_cuts.company
        and changes.on_date < first_cuts.first_cut

),

part_cuts as (

    select items.item_no, scopes.as_of
    from cut_scopes as scopes
    inner join items
        on scopes.company = items.company
        and items.starts_on <= scopes.as_of
        and scopes.scope_value = case scopes.scope_field
            when 'branch' then items.branch
            when 'salesperson' then items.salesperson
        end
    where scopes.scope_field <> 'all'

),

silent as (

    select distinct cuts.item_no, cuts.as_of
    from (
        select item_no, as_of from full_cuts
        union all
        select item_no, as_of from part_cuts
    ) as cuts
    left join listed
        on cuts.item_no = listed.item_no and cuts.as_of = listed.as_of
    where listed.item_no is null

)

select
    item_no,
    as_of,
    cast(coalesce(balance, 0) as decimal(18, 4)) as balance,
    load_no
from listed

union all

select
    item_no,
    as_of,
    cast(0 as decimal(18, 4)) as balance,
    cast(null as integer) as load_no
from silent
