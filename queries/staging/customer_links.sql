-- Which customer each way of naming one means: by code, else by the one code
-- or tax id that shares its tax id or its normalised name, else by itself.
-- grain:   company, customer_code, customer_tax_id, customer_name_key
-- needs:   identities
-- returns: company varchar, customer_code varchar, customer_tax_id varchar,
--          customer_name_key varchar, customer_name varchar,
--          last_load integer, identity varchar
with

code_of_tax as (

    select company, customer_tax_id, min(customer_code) as code
    from identities
    where customer_code is not null and customer_tax_id is not null
    group by company, customer_tax_id
    having min(customer_code) = max(customer_code)

),

code_of_name as (

    select company, customer_name_key, min(customer_code) as code
    from identities
    where customer_code is not null and customer_name_key is not null
    group by company, customer_name_key
    having min(customer_code) = max(customer_code)

),

tax_of_name as (

    select company, customer_name_key, min(customer_tax_id) as tax_id
    from identities
    where
        customer_code is null
        and customer_tax_id is not null
        and customer_name_key is not null
    group by company, customer_name_key
    having min(customer_tax_id) = max(customer_tax_id)

)

select
    seen.company,
    seen.customer_code,
    seen.customer_tax_id,
    seen.customer_name_key,
    seen.customer_name,
    seen.last_load,
    case
        when seen.customer_code is not null then 'C:' || seen.customer_code
        when by_tax.code is not null then 'C:' || by_tax.code
        when seen.customer_tax_id is not null then 'T:' || seen.customer_tax_id
        when by_name.code is not null then 'C:' || by_name.code
        when tax_by_name.tax_id is not null then 'T:' || tax_by_name.tax_id
        when seen.customer_name_key is not null
            then 'N:' || seen.customer_name_key
        else 'U:'
    end as identity
from identities as seen
left join code_of_tax as by_tax
    on seen.company = by_tax.company
    and seen.customer_tax_id = by_tax.customer_tax_id
left join code_of_name as by_name
    on seen.company = by_name.company
    and seen.customer_name_key = by_name.customer_name_key
left join tax_of_name as tax_by_name
    on seen.company = tax_by_name.company
    and seen.customer_name_key = tax_by_name.customer_name_key
order by
    seen.company,
    seen.customer_code,
    seen.customer_tax_id,
    seen.customer_name_key
