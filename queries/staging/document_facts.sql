-- Documents as references find them: debts, credit notes and payments apart.
-- `is_only` marks a number that no other document of its class has.
-- grain:   document_no
-- needs:   document_numbers, item_facts
-- returns: document_no integer, company varchar, class varchar,
--          number varchar, customer_no integer, issue_date date,
--          items bigint, first_item integer, is_only boolean
with

grouped as (

    select
        document_no,
        min(customer_no) as customer_no,
        min(starts_on) as issue_date,
        count(*) as items,
        min(item_no) as first_item
    from item_facts
    group by document_no

),

classed as (

    select
        document_no,
        company,
        case
            when type in ('CN', 'CR') then 'CN'
            when type = 'PAY' then 'PAY'
            else ''
        end as class,
        type,
        number,
        variant
    from document_numbers

),

shared as (

    select classed.company, classed.class, classed.number
    from classed
    inner join (
        select distinct company, class, number
        from classed
        where variant <> '' or type not in ('INV', 'CN', 'PAY')
    ) as unusual
        on classed.company = unusual.company
        and classed.class = unusual.class
        and classed.number = unusual.number
    group by classed.company, classed.class, classed.number
    having count(*) > 1

),

select
    classed.document_no,
    classed.company,
    classed.class,
    classed.number,
    grouped.customer_no,
    grouped.issue_date,
    grouped.items,
    grouped.first_item,
    shared.number is null as is_only
from classed
inner join grouped on classed.document_no = grouped.document_no
left join shared
    on classed.company = shared.company
    and classed.class = shared.class
    and classed.number = shared.number
