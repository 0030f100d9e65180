-- A number for each item: a document, or a part of a document that is split.
-- grain:   document_no, part
-- needs:   document_numbers, split_documents, part_names
-- returns: item_no integer, document_no integer, part varchar
with

parts as (

    select numbers.document_no, '' as part
    from document_numbers as numbers
    left join split_documents
        on numbers.document_no = split_documents.document_no
    where split_documents.document_no is null

    union all

    select distinct document_no, part from part_names

)

select
    cast(row_number() over (order by document_no, part) as integer) as item_no,
    document_no,
    part
from parts
