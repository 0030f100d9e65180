-- Companies with the dates that say what is known of them. Cash is known until
-- the date that a payments or register file states, and only where none states
-- one until the day of such a load. Where only snapshots speak of a company,
-- nothing is known before the first of them.
-- grain:   company
-- needs:   load_companies
-- returns: company varchar, data_date date, cash_date date,
--          first_date date, last_cut date
with

dates as (

    select
        company,
        max(as_of) filter (where kind = 'open_items') as last_cut,
        min(as_of) filter (where kind = 'open_items' and not partial)
            as first_cut,
        max(data_date) as last_data,
        max(as_of) filter (where kind in ('payments', 'documents'))
            as stated_cash,
        max(data_date) filter (where kind in ('payments', 'documents'))
            as loaded_cash,
        bool_or(kind = 'documents') as has_register
    from load_companies
    group by company

)

select
    company,
    coalesce(last_cut, last_data) as data_date,
    coalesce(
        greatest(
            last_cut, coalesce(stated_cash, loaded_cash, last_cut)
        ),
        last_data
    ) as cash_date,
    case when not has_register then first_cut end as first_date,
    last_cut
from dates
order by company
