-- Applications with the time in which they count: from when they, their source
-- and their document all exist, until the first of them ends. Applications
-- between different currencies never count (finding CURRENCY_MISMATCH).
-- grain:   load_no, sheet, row_no, item_no
-- needs:   item_applications, item_facts
-- returns: load_no integer, sheet varchar, row_no integer, kind varchar,
--          source_item integer, item_no integer, amount decimal(18,4),
--          starts_on date, ends_on date, certainty varchar
with

timed as (

    select
        applications.load_no,
        applications.sheet,
        applications.row_no,
        applications.kind,
        applications.source_item,
        applications.item_no,
        applications.amount,
        greatest(
            coalesce(applications.on_date, targets.starts_on),
            targets.starts_on,
            coalesce(sources.starts_on, targets.starts_on)
        ) as starts_on,
        least(
            coalesce(applications.reversed_on, date '9999-12-31'),
            coalesce(targets.ends_on, date '9999-12-31'),
            coalesce(sources.ends_on, date '9999-12-31')
        ) as ends_on,
        applications.certainty
    from item_applications as applications
    inner join item_facts as targets
        on applications.item_no = targets.item_no
    left join item_facts as sources
        on applications.source_item = sources.item_no
    where
        coalesce(sources.currency, applications.currency, targets.currency)
        in (targets.currency, 'XXX')
        or targets.currency = 'XXX'

)

select
    load_no, sheet, row_no, kind, source_item, item_no, amount, starts_on,
    ends_on, certainty
from timed
where starts_on < ends_on
