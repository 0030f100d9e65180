-- Every reference to a document that has to be found: what payments say they
-- pay, what applications name as target and as source, what is disputed.
-- `wants_credit` is empty for debts, CN for credit notes, PAY for payments.
-- grain:   company, wants_credit, reference, customer_no, on_date
-- needs:   payment_rows, application_rows, raw_disputes, customer_lookup
-- returns: company varchar, wants_credit varchar, reference varchar,
--          customer_no integer, on_date date
select
    company,
    '' as wants_credit,
    reference,
    case when is_known then customer_no end as customer_no,
    value_date as on_date
from payment_rows
where reference is not null

union

select
    company, '' as wants_credit, target_id as reference,
    null as customer_no, alloc_date as on_date
from application_rows

union

select
    company, source_type as wants_credit, source_id as reference,
    null as customer_no, alloc_date as on_date
from application_rows
where source_id is not null and source_type in ('PAY', 'CN')

union

select
    disputes.company,
    '' as wants_credit,
    disputes.document as reference,
    case when lookup.is_known then lookup.customer_no end as customer_no,
    disputes.opened as on_date
from raw_disputes as disputes
inner join customer_lookup as lookup
    on disputes.company = lookup.company
    and disputes.customer_code is not distinct from lookup.customer_code
    and disputes.customer_tax_id is not distinct from lookup.customer_tax_id
    and disputes.customer_name_key
        is not distinct from lookup.customer_name_key
where disputes.document is not null
