-- Disputed amounts per item and time; null means all that is open. A disputed
-- amount on a document of several parts covers the oldest due parts first.
-- grain:   one dispute on one item
-- needs:   dispute_documents, items
-- returns: item_no integer, valid_from date, valid_to date,
--          amount decimal(18,4), load_no integer, sheet varchar,
--          row_no integer
with

parts as (

    select
        items.item_no,
        items.document_no,
        items.amount,
        sum(items.amount) over (
            partition by items.document_no
            order by items.due_date, items.item_no
            rows unbounded preceding
        ) as upper_amount
    from items
    inner join (select distinct document_no from dispute_documents) as wanted
        on items.document_no = wanted.document_no

)

select
    parts.item_no,
    disputes.valid_from,
    disputes.valid_to,
    cast(
        case
            when disputes.amount is not null
                then least(
                    parts.amount,
                    disputes.amount - (parts.upper_amount - parts.amount)
                )
        end as decimal(18, 4)
    ) as amount,
    disputes.load_no,
    disputes.sheet,
    disputes.row_no
from dispute_documents as disputes
inner join parts on disputes.document_no = parts.document_no
where
    disputes.valid_from < disputes.valid_to
    and (
        disputes.amount is null
        or disputes.amount > parts.upper_amount - parts.amount
    )
order by parts.item_no, disputes.valid_from, disputes.row_no
