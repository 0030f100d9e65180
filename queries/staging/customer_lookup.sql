-- Each way of naming a customer with the number of the customer it means.
-- grain:   company, customer_code, customer_tax_id, customer_name_key
-- needs:   customer_links, customer_numbers
-- returns: company varchar, customer_code varchar, customer_tax_id varchar,
--          customer_name_key varchar, customer_no integer,
--          customer_key varchar, is_known boolean
select
    links.company,
    links.customer_code,
    links.customer_tax_id,
    links.customer_name_key,
    numbers.customer_no,
    numbers.customer_key,
    numbers.identity <> 'U:' as is_known
from customer_links as links
inner join customer_numbers as numbers
    on links.company = numbers.company
    and links.identity = numbers.identity
order by
    links.company,
    links.customer_code,
    links.customer_tax_id,
    links.customer_name_key
