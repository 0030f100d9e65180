-- Applications on items. On a document of several parts, an application goes
-- to the part that it names, else to the oldest due part that still has room;
-- what exceeds the document stays on its last part.
-- grain:   load_no, sheet, row_no, item_no
-- needs:   document_applications, document_facts, item_facts
-- returns: load_no integer, sheet varchar, row_no integer, kind varchar,
--          source_item integer, item_no integer, amount decimal(18,4),
--          currency varchar, on_date date, reversed_on date,
--          certainty varchar
with

undivided as (

    select applications.*, documents.first_item as item_no
    from document_applications as applications
    inner join document_facts as documents
        on applications.document_no = documents.document_no
    where documents.items = 1

),

divided as (

    select
        applications.*,
        parts.item_no as named_item,
        documents.first_item
    from document_applications as applications
    inner join document_facts as documents
        on applications.document_no = documents.document_no
    left join item_facts as parts
        on applications.document_no = parts.document_no
        and applications.instalment = parts.instalment
    where documents.items > 1

),

named as (

    select *, coalesce(named_item, first_item) as item_no
    from divided
    where named_item is not null or amount <= 0

),

queued as (

    select
        *,
        sum(amount) over (
            partition by document_no
            order by on_date, load_no, sheet, row_no
            rows unbounded preceding
        ) as upper_amount
    from divided
    where named_item is null and amount > 0

),

room as (

    select
        parts.document_no,
        parts.item_no,
        parts.due_date,
        greatest(
            parts.amount - coalesce(sum(named.amount), 0), 0
        ) as room
    from item_facts as parts
    inner join (select distinct document_no from queued) as wanted
        on parts.document_no = wanted.document_no
    left join named on parts.item_no = named.item_no
    group by
        parts.document_no, parts.item_no, parts.due_date, parts.amount

),

shelves as (

    select
        document_no,
        item_no,
        room,
        sum(room) over (
            partition by document_no
            order by due_date, item_no
            rows unbounded preceding
        ) as upper_room,
        row_number() over (
            partition by document_no
            order by due_date desc, item_no desc
        ) = 1 as is_last
    from room

),

poured as (

    select
        queued.load_no,
        queued.sheet,
        queued.row_no,
        queued.kind,
        queued.source_item,
        shelves.item_no,
        least(
            queued.upper_amount,
            case
                when shelves.is_last
                    then greatest(queued.upper_amount, shelves.upper_room)
                else shelves.upper_room
            end
        ) - greatest(
            queued.upper_amount - queued.amount,
            shelves.upper_room - shelves.room
        ) as amount,
        queued.currency,
        queued.on_date,
        queued.reversed_on,
        queued.certainty
    from queued
    inner join shelves on queued.document_no = shelves.document_no

)

select
    load_no, sheet, row_no, kind, source_item, item_no, amount, currency,
    on_date, reversed_on, certainty
from undivided

union all

select
    load_no, sheet, row_no, kind, source_item, item_no, amount, currency,
    on_date, reversed_on, certainty
from named

union all

select
    load_no, sheet, row_no, kind, source_item, item_no,
    cast(amount as decimal(18, 4)) as amount, currency,
    on_date, reversed_on, certainty
from poured
where amount > 0
