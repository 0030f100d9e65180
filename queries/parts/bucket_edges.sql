-- Ageing buckets between the edges: age in (lower_age, upper_age].
-- grain:   bucket
-- params:  edges integer[]
-- returns: position bigint, bucket varchar, lower_age integer,
--          upper_age integer
select
    position,
    'B' || position as bucket,
    coalesce(lower_age, -1000000) as lower_age,
    coalesce(upper_age, 1000000) as upper_age
from (
    select
        row_number() over (order by edge nulls first) - 1 as position,
        edge as lower_age,
        lead(edge) over (order by edge nulls first) as upper_age
    from (
        select unnest(cast($edges as integer[])) as edge
        union all
        select null as edge
    ) as edges_given
) as intervals
