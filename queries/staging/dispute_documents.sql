-- Disputes with the document that they are about, where it is known.
-- grain:   load_no, sheet, row_no
-- needs:   dispute_rows, document_facts, reference_links
-- returns: load_no integer, sheet varchar, row_no integer, company varchar,
--          document varchar, document_no integer, amount decimal(18,4),
--          valid_from date, valid_to date
select
    rows.load_no,
    rows.sheet,
    rows.row_no,
    rows.company,
    rows.document,
    coalesce(only_one.document_no, links.document_no) as document_no,
    rows.amount,
    coalesce(rows.opened, date '1900-01-01') as valid_from,
    coalesce(rows.resolved, date '9999-12-31') as valid_to
from dispute_rows as rows
left join document_facts as only_one
    on rows.company = only_one.company
    and only_one.class = ''
    and rows.document = only_one.number
    and only_one.is_only
left join reference_links as links
    on rows.company = links.company
    and links.class = ''
    and rows.document = links.reference
    and rows.customer_no is not distinct from links.customer_no
    and rows.opened is not distinct from links.on_date
