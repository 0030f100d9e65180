-- Every way in which the active loads name a customer.
-- grain:   company, customer_code, customer_tax_id, customer_name_key
-- needs:   raw_open_items, raw_documents, raw_payments, raw_applications,
--          raw_disputes, raw_customers
-- returns: company varchar, customer_code varchar, customer_tax_id varchar,
--          customer_name_key varchar, customer_name varchar,
--          last_load integer
with

seen as (

    select
        company, customer_code, customer_tax_id, customer_name_key,
        customer_name, load_no
    from raw_open_items
    union all
    select
        company, customer_code, customer_tax_id, customer_name_key,
        customer_name, load_no
    from raw_documents
    union all
    select
        company, customer_code, customer_tax_id, customer_name_key,
        customer_name, load_no
    from raw_payments
    union all
    select
        company, customer_code, customer_tax_id, customer_name_key,
        customer_name, load_no
    from raw_applications
    union all
    select
        company, customer_code, customer_tax_id, customer_name_key,
        customer_name, load_no
    from raw_disputes
    union all
    select
        company, customer_code, customer_tax_id, customer_name_key,
        customer_name, load_no
    from raw_customers

)

select
    company,
    customer_code,
    customer_tax_id,
    customer_name_key,
    arg_max(customer_name, load_no) filter (
        where customer_name is not null
    ) as customer_name,
    max(load_no) as last_load
from seen
group by company, customer_code, customer_tax_id, customer_name_key
order by company, customer_code, customer_tax_id, customer_name_key
