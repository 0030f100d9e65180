-- Disputed amounts per item and time; null means all that is open. A disputed
-- amount on a document of several parts covers the oldest due parts first.
-- grain:   one dispute on one item
-- needs:   raw_disputes, reference_links, customer_lookup, items
-- returns: item_no integer, valid_from date, valid_to date,
--          amount decimal(18,4), load_no integer
with

latest as (

    select
        company, document, coalesce(dispute_id, '') as dispute_id, opened,
        max(load_no) as load_no
    from raw_disputes
    group by company, document, coalesce(dispute_id, ''), opened

),

disputes as (

    select
        rows.load_no,
        links.document_no,
        rows.amount,
        coalesce(rows.opened, date '1900-01-01') as valid_from,
        coalesce(rows.resolved, date '9999-12-31') as valid_to
    from raw_disputes as rows
    inner join latest
        on rows.company = latest.company
        and rows.document = latest.document
        and coalesce(rows.dispute_id, '') = latest.dispute_id
        and rows.opened is not distinct from latest.opened
        and rows.load_no = latest.load_no
    inner join customer_lookup as lookup
        on rows.company = lookup.company
        and rows.customer_code is not distinct from lookup.customer_code
        and rows.customer_tax_id is not distinct from lookup.customer_tax_id
        and rows.customer_name_key
            is not distinct from lookup.customer_name_key
    inner join reference_links as links
        on rows.company = links.company
        and links.wants_credit = ''
        and rows.document = links.reference
        and case when lookup.is_known then lookup.customer_no end
            is not distinct from links.customer_no
        and rows.opened is not distinct from links.on_date

),

parts as (

    select
        item_no,
        document_no,
        amount,
        sum(amount) over (
            partition by document_no
            order by due_date, item_no
            rows unbounded preceding
        ) as upper_amount
    from items
    where not is_credit

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
    disputes.load_no
from disputes
inner join parts on disputes.document_no = parts.document_no
where
    disputes.valid_from < disputes.valid_to
    and (
        disputes.amount is null
        or disputes.amount > parts.upper_amount - parts.amount
    )
order by parts.item_no, disputes.valid_from
