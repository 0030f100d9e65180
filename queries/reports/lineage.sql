-- The rows of files behind a document (or a payment): what states it, pays
-- it, disputes it. A `company` of null looks in every company.
-- grain:   load_id, sheet, row_no, role
-- params:  document_id varchar, companies varchar[] (null: every company)
-- returns: load_id varchar, file varchar, sheet varchar, row_no integer,
--          as_of date, role varchar, company varchar, document_id varchar,
--          type varchar, document_key varchar
select distinct
    loads.load_id,
    loads.file,
    evidence.sheet,
    evidence.row_no,
    loads.as_of,
    evidence.role,
    items.company,
    items.document_id,
    items.type,
    substr(
        md5(
            concat_ws(
                chr(31), items.company, items.type, items.document_id,
                items.variant
            )
        ),
        1, 12
    ) as document_key
from items
inner join evidence on items.item_no = evidence.item_no
inner join loads on evidence.load_no = loads.load_no
where
    items.document_id = $document_id
    and (
        cast($companies as varchar[]) is null
        or list_contains(cast($companies as varchar[]), items.company)
    )
order by
    items.company, items.document_id, items.type, loads.as_of,
    loads.load_id, evidence.sheet, evidence.row_no, evidence.role
