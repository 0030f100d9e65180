-- Days to pay per customer, for documents without a due date: the latest
-- customers file, else the company's setting; the default stands elsewhere.
-- grain:   customer_no
-- needs:   raw_customers, customer_lookup, customer_numbers,
--          raw_company_settings
-- returns: customer_no integer, terms_days integer, origin varchar
with

of_customer as (

    select
        lookup.customer_no,
        arg_max(customers.terms_days, customers.load_no) as terms_days
    from raw_customers as customers
    inner join customer_lookup as lookup
        on customers.company = lookup.company
        and customers.customer_code is not distinct from lookup.customer_code
        and customers.customer_tax_id
            is not distinct from lookup.customer_tax_id
        and customers.customer_name_key
            is not distinct from lookup.customer_name_key
    where customers.terms_days is not null
    group by lookup.customer_no

)

select
    numbers.customer_no,
    coalesce(of_customer.terms_days, settings.terms_days) as terms_days,
    case
        when of_customer.terms_days is not null then 'customer'
        else 'company'
    end as origin
from customer_numbers as numbers
left join of_customer on numbers.customer_no = of_customer.customer_no
left join raw_company_settings as settings
    on numbers.company = settings.company
where coalesce(of_customer.terms_days, settings.terms_days) is not null
order by numbers.customer_no
