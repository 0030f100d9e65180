-- Documents as references find them.
-- grain:   document_no
-- needs:   document_numbers, item_facts
-- returns: document_no integer, company varchar, number varchar,
--          number_key varchar, is_credit boolean, type varchar,
--          customer_no integer, issue_date date, items bigint,
--          first_item integer
select
    documents.document_no,
    documents.company,
    documents.number,
    ltrim(regexp_replace(upper(documents.number), '[^0-9A-Z]', '', 'g'), '0')
        as number_key,
    items.is_credit,
    documents.type,
    items.customer_no,
    items.issue_date,
    items.items,
    items.first_item
from document_numbers as documents
inner join (
    select
        document_no,
        bool_or(is_credit) as is_credit,
        min(customer_no) as customer_no,
        min(starts_on) as issue_date,
        count(*) as items,
        min(item_no) as first_item
    from item_facts
    group by document_no
) as items on documents.document_no = items.document_no
