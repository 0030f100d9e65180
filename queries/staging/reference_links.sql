-- The document that each quoted reference means. Exact first: of several
-- documents with the number, the customer's own and the last one issued by
-- then; else the only one whose number agrees without zeros and punctuation.
-- grain:   company, wants_credit, reference, customer_no, on_date
-- needs:   references_quoted, document_facts
-- returns: company varchar, wants_credit varchar, reference varchar,
--          customer_no integer, on_date date, document_no integer,
--          certainty varchar
with

exact_candidates as (

    select
        quoted.company,
        quoted.wants_credit,
        quoted.reference,
        quoted.customer_no,
        quoted.on_date,
        documents.document_no,
        documents.customer_no is not distinct from quoted.customer_no
            as is_own,
        documents.issue_date <= quoted.on_date as is_issued,
        documents.issue_date
    from references_quoted as quoted
    inner join document_facts as documents
        on quoted.company = documents.company
        and quoted.reference = documents.number
        and (
            (quoted.wants_credit = '' and not documents.is_credit)
            or (
                quoted.wants_credit = 'CN'
                and documents.type in ('CN', 'CR')
            )
            or (quoted.wants_credit = 'PAY' and documents.type = 'PAY')
        )

),

exact as (

    select
        company, wants_credit, reference, customer_no, on_date,
        arg_max(
            document_no,
            (
                is_own, coalesce(is_issued, false),
                coalesce(issue_date, date '1900-01-01'), -document_no
            )
        ) as document_no
    from exact_candidates
    group by company, wants_credit, reference, customer_no, on_date

),

unmatched as (

    select
        quoted.company,
        quoted.wants_credit,
        quoted.reference,
        quoted.customer_no,
        quoted.on_date,
        ltrim(
            regexp_replace(upper(quoted.reference), '[^0-9A-Z]', '', 'g'),
            '0'
        ) as reference_key
    from references_quoted as quoted
    left join exact
        on quoted.company = exact.company
        and quoted.wants_credit = exact.wants_credit
        and quoted.reference = exact.reference
        and quoted.customer_no is not distinct from exact.customer_no
        and quoted.on_date is not distinct from exact.on_date
    where exact.document_no is null

),

matched as (

    select
        unmatched.company,
        unmatched.wants_credit,
        unmatched.reference,
        unmatched.customer_no,
        unmatched.on_date,
        min(documents.document_no) as document_no
    from unmatched
    inner join document_facts as documents
        on unmatched.company = documents.company
        and unmatched.reference_key = documents.number_key
        and (
            (unmatched.wants_credit = '' and not documents.is_credit)
            or (
                unmatched.wants_credit = 'CN'
                and documents.type in ('CN', 'CR')
            )
            or (unmatched.wants_credit = 'PAY' and documents.type = 'PAY')
        )
        and (
            unmatched.customer_no is null
            or unmatched.customer_no = documents.customer_no
        )
    where unmatched.reference_key <> ''
    group by
        unmatched.company,
        unmatched.wants_credit,
        unmatched.reference,
        unmatched.customer_no,
        unmatched.on_date
    having count(distinct documents.document_no) = 1

)

select
    company, wants_credit, reference, customer_no, on_date, document_no,
    'exact' as certainty
from exact

union all

select
    company, wants_credit, reference, customer_no, on_date, document_no,
    'matched' as certainty
from matched
