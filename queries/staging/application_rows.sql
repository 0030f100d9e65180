-- Application rows that count: for each source, document and date, the rows of
-- the latest load that lists them.
-- grain:   load_no, sheet, row_no
-- needs:   raw_applications
-- returns: load_no integer, sheet varchar, row_no integer, company varchar,
--          source_type varchar, source_id varchar, target_id varchar,
--          target_instalment varchar, amount decimal(18,4),
--          currency varchar, alloc_date date, reversed_date date
with

latest as (

    select
        company, source_type, source_id, target_id, target_instalment,
        alloc_date,
        max(load_no) as load_no
    from raw_applications
    group by
        company, source_type, source_id, target_id, target_instalment,
        alloc_date

)

select
    rows.load_no,
    rows.sheet,
    rows.row_no,
    rows.company,
    rows.source_type,
    rows.source_id,
    rows.target_id,
    rows.target_instalment,
    rows.amount,
    rows.currency,
    rows.alloc_date,
    rows.reversed_date
from raw_applications as rows
inner join latest
    on rows.company = latest.company
    and rows.source_type = latest.source_type
    and rows.source_id is not distinct from latest.source_id
    and rows.target_id = latest.target_id
    and rows.target_instalment is not distinct from latest.target_instalment
    and rows.alloc_date is not distinct from latest.alloc_date
    and rows.load_no = latest.load_no
