-- What each snapshot date covers: all of a company, or only some branches or
-- salespeople of it (a partial load that has such a column is full within its
-- values; a partial load without one covers nothing that it does not list).
-- grain:   company, as_of, scope_field, scope_value
-- needs:   load_companies, raw_open_items
-- returns: company varchar, as_of date, scope_field varchar,
--          scope_value varchar
with

snapshots as (

    select load_no, company, as_of, partial
    from load_companies
    where kind = 'open_items' and as_of is not null

),

partial_values as (

    select
        snapshots.company,
        snapshots.as_of,
        snapshots.load_no,
        items.branch,
        items.salesperson
    from snapshots
    inner join raw_open_items as items
        on snapshots.load_no = items.load_no
        and snapshots.company = items.company
    where snapshots.partial

),

by_branch as (

    select distinct company, as_of, load_no, branch as scope_value
    from partial_values
    where branch is not null

),

by_salesperson as (

    select distinct
        partial_values.company,
        partial_values.as_of,
        partial_values.salesperson as scope_value
    from partial_values
    left join (select distinct load_no from by_branch) as branched
        on partial_values.load_no = branched.load_no
    where partial_values.salesperson is not null and branched.load_no is null

)

select distinct
    company,
    as_of,
    'all' as scope_field,
    '' as scope_value
from snapshots
where not partial

union

select company, as_of, 'branch' as scope_field, scope_value
from by_branch

union

select company, as_of, 'salesperson' as scope_field, scope_value
from by_salesperson
order by company, as_of, scope_field, scope_value
