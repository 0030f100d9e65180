-- A number for each customer, dense and in the order of their identity, so
-- that the same facts give the same numbers whatever the order of the files.
-- grain:   company, identity
-- needs:   customer_links
-- returns: customer_no integer, company varchar, identity varchar,
--          customer_key varchar, customer_id varchar, customer_name varchar
with

customers as (

    select
        company,
        identity,
        arg_max(customer_name, last_load) filter (
            where customer_name is not null
        ) as customer_name,
        substr(md5(company || chr(31) || identity), 1, 12) as customer_key
    from customer_links
    group by company, identity

)

select
    cast(row_number() over (order by company, identity) as integer)
        as customer_no,
    company,
    identity,
    customer_key,
    case substr(identity, 1, 2)
        when 'C:' then substr(identity, 3)
        when 'T:' then substr(identity, 3)
        when 'N:' then customer_key
        else ''
    end as customer_id,
    customer_name
from customers
order by customer_no
