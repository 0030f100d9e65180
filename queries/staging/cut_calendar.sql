-- For every day up to a company's last full snapshot: the first full snapshot
-- on or after it. Days before the first snapshot are found under its own date.
-- grain:   company, on_day
-- needs:   cut_scopes
-- returns: company varchar, on_day date, first_cut date, next_cut date
with

cuts as (

    select
        company,
        as_of,
        lag(as_of) over (partition by company order by as_of) as previous,
        min(as_of) over (partition by company) as first_cut
    from cut_scopes
    where scope_field = 'all'

)

select
    company,
    cast(days.on_day as date) as on_day,
    first_cut,
    as_of as next_cut
from cuts
cross join lateral (
    select unnest(
        generate_series(
            coalesce(previous + 1, as_of)::timestamp,
            as_of::timestamp,
            interval 1 day
        )
    ) as on_day
) as days
order by company, on_day
