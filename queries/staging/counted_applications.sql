-- Every application that counts, with the final days of its documents.
-- grain:   one application on one item
-- needs:   dated_applications, fifo_applications, late_starts
-- returns: load_no integer, kind varchar, source_item integer,
--          item_no integer, amount decimal(18,4), starts_on date,
--          ends_on date, certainty varchar
with

applications as (

    select
        load_no, kind, source_item, item_no, amount, starts_on, ends_on,
        certainty
    from dated_applications

    union all

    select
        cast(null as integer) as load_no, 'PAY' as kind, source_item,
        item_no, amount, starts_on, ends_on, 'inferred' as certainty
    from fifo_applications

),

shifted as (

    select
        applications.load_no,
        applications.kind,
        applications.source_item,
        applications.item_no,
        applications.amount,
        greatest(
            applications.starts_on,
            coalesce(targets.starts_on, applications.starts_on),
            coalesce(sources.starts_on, applications.starts_on)
        ) as starts_on,
        applications.ends_on,
        applications.certainty
    from applications
    left join late_starts as targets on applications.item_no = targets.item_no
    left join late_starts as sources
        on applications.source_item = sources.item_no

)

select
    load_no, kind, source_item, item_no, amount, starts_on, ends_on,
    certainty
from shifted
where starts_on < ends_on
