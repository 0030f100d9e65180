-- Customers with their master data: of each field the latest value stated.
-- grain:   customer_no
-- needs:   customer_numbers, customer_lookup, raw_customers, identities
-- returns: customer_no integer, company varchar, customer_key varchar,
--          customer_id varchar, customer_name varchar, tax_id varchar,
--          country varchar, customer_type varchar, language varchar,
--          treatment varchar, timezone varchar, currency varchar,
--          collector varchar, segment varchar, relationship varchar,
--          credit_limit decimal(18,4), terms_days integer,
--          contact_name varchar, email varchar, phone varchar,
--          address varchar, city varchar
with

master as (

    select
        lookup.customer_no,
        arg_max(rows.customer_name, rows.load_no) as customer_name,
        arg_max(rows.country, rows.load_no) as country,
        arg_max(rows.customer_type, rows.load_no) as customer_type,
        arg_max(rows.language, rows.load_no) as language,
        arg_max(rows.treatment, rows.load_no) as treatment,
        arg_max(rows.timezone, rows.load_no) as timezone,
        arg_max(rows.currency, rows.load_no) as currency,
        arg_max(rows.collector, rows.load_no) as collector,
        arg_max(rows.segment, rows.load_no) as segment,
        arg_max(rows.relationship, rows.load_no) as relationship,
        arg_max(rows.credit_limit, rows.load_no) as credit_limit,
        arg_max(rows.terms_days, rows.load_no) as terms_days,
        arg_max(rows.contact_name, rows.load_no) as contact_name,
        arg_max(rows.email, rows.load_no) as email,
        arg_max(rows.phone, rows.load_no) as phone,
        arg_max(rows.address, rows.load_no) as address,
        arg_max(rows.city, rows.load_no) as city
    from raw_customers as rows
    inner join customer_lookup as lookup
        on rows.company = lookup.company
        and rows.customer_code is not distinct from lookup.customer_code
        and rows.customer_tax_id is not distinct from lookup.customer_tax_id
        and rows.customer_name_key
            is not distinct from lookup.customer_name_key
    group by lookup.customer_no

),

tax_ids as (

    select
        lookup.customer_no,
        arg_max(identities.customer_tax_id, identities.last_load) as tax_id
    from identities
    inner join customer_lookup as lookup
        on identities.company = lookup.company
        and identities.customer_code
            is not distinct from lookup.customer_code
        and identities.customer_tax_id
            is not distinct from lookup.customer_tax_id
        and identities.customer_name_key
            is not distinct from lookup.customer_name_key
    where identities.customer_tax_id is not null
    group by lookup.customer_no

)

select
    numbers.customer_no,
    numbers.company,
    numbers.customer_key,
    numbers.customer_id,
    coalesce(master.customer_name, numbers.customer_name) as customer_name,
    tax_ids.tax_id,
    master.country,
    master.customer_type,
    master.language,
    master.treatment,
    master.timezone,
    master.currency,
    master.collector,
    master.segment,
    master.relationship,
    master.credit_limit,
    master.terms_days,
    master.contact_name,
    master.email,
    master.phone,
    master.address,
    master.city
from customer_numbers as numbers
left join master on numbers.customer_no = master.customer_no
left join tax_ids on numbers.customer_no = tax_ids.customer_no
order by numbers.customer_no
