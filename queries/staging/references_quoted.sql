-- References to documents that the number alone does not settle: more than
-- one document has it, or none. `class` is empty for debts, CN for credit
-- notes, PAY for payments.
-- grain:   company, class, reference, customer_no, on_date
-- needs:   payment_rows, application_rows, dispute_rows, document_facts
-- returns: company varchar, class varchar, reference varchar,
--          customer_no integer, on_date date
with

quoted as (

    select
        company,
        '' as class,
        reference,
        case when is_known then customer_no end as customer_no,
        value_date as on_date
    from payment_rows
    where reference is not null and pays_name is null

    union all

    select
        company, '' as class, target_id as reference,
        null as customer_no, alloc_date as on_date
    from application_rows

    union all

    select
        company, source_type as class, source_id as reference,
        null as customer_no, alloc_date as on_date
    from application_rows
    where source_id is not null and source_type in ('PAY', 'CN')

    union all

    select
        company, '' as class, document as reference,
        customer_no, opened as on_date
    from dispute_rows

)

select distinct
    quoted.company,
    quoted.class,
    quoted.reference,
    quoted.customer_no,
    quoted.on_date
from quoted
left join document_facts as settled
    on quoted.company = settled.company
    and quoted.class = settled.class
    and quoted.reference = settled.number
    and settled.is_only
where settled.document_no is null
