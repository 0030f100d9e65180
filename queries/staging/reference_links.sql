-- What the references mean that the number alone does not settle. Of several
-- documents with the number: the customer's own, the last one issued by then;
-- else the only document whose number agrees without zeros and punctuation.
-- grain:   company, class, reference, customer_no, on_date
-- needs:   references_quoted, document_facts
-- returns: company varchar, class varchar, reference varchar,
--          customer_no integer, on_date date, document_no integer,
--          certainty varchar
with

exact as (

    select
        quoted.company,
        quoted.class,
        quoted.reference,
        quoted.customer_no,
        quoted.on_date,
        arg_max(
            documents.document_no,
            (
                documents.customer_no is not distinct from quoted.customer_no,
                coalesce(documents.issue_date <= quoted.on_date, false),
                coalesce(documents.issue_date, date '1900-01-01'),
                -documents.document_no
            )
        ) as document_no
    from references_quoted as quoted
    inner join document_facts as documents
        on quoted.company = documents.company
        and quoted.class = documents.class
        and quoted.reference = documents.number
    group by
        quoted.company,
        quoted.class,
        quoted.reference,
        quoted.customer_no,
        quoted.on_date

),

unmatched as (

    select
        quoted.company,
        quoted.class,
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
        and quoted.class = exact.class
        and quoted.reference = exact.reference
        and quoted.customer_no is not distinct from exact.customer_no
        and quoted.on_date is not distinct from exact.on_date
    where exact.document_no is null

),

number_keys as (

    select
        documents.document_no,
        documents.company,
        documents.class,
        documents.customer_no,
        ltrim(
            regexp_replace(upper(documents.number), '[^0-9A-Z]', '', 'g'),
            '0'
        ) as number_key
    from document_facts as documents
    inner join (select distinct company, class from unmatched) as wanted
        on documents.company = wanted.company
        and documents.class = wanted.class

),

matched as (

    select
        unmatched.company,
        unmatched.class,
        unmatched.reference,
        unmatched.customer_no,
        unmatched.on_date,
        min(number_keys.document_no) as document_no
    from unmatched
    inner join number_keys
        on unmatched.company = number_keys.company
        and unmatched.class = number_keys.class
        and unmatched.reference_key = number_keys.number_key
        and (
            unmatched.customer_no is null
            or unmatched.customer_no = number_keys.customer_no
        )
    where unmatched.reference_key <> ''
    group by
        unmatched.company,
        unmatched.class,
        unmatched.reference,
        unmatched.customer_no,
        unmatched.on_date
    having count(distinct number_keys.document_no) = 1

)

select
    company, class, reference, customer_no, on_date, document_no,
    'exact' as certainty
from exact

union all

select
    company, class, reference, customer_no, on_date, document_no,
    'matched' as certainty
from matched
