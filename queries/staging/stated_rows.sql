-- Every row of snapshots and registers that states a document, one shape.
-- Sources: S snapshot, R register. A row without a type takes the type which
-- another source gives its number, if there is exactly one.
-- grain:   load_no, sheet, row_no
-- needs:   raw_open_items, raw_documents, raw_payments, raw_loads,
--          customer_lookup
-- returns: source varchar, load_no integer, sheet varchar, row_no integer,
--          company varchar, customer_no integer, customer_key varchar,
--          is_known boolean, type varchar, number varchar,
--          instalment varchar, issue_date date, due_date date,
--          terms_days integer, currency varchar, amount decimal(18,4),
--          balance decimal(18,4), end_date date, paid_amount decimal(18,4),
--          settled_date date, status varchar, branch varchar,
--          salesperson varchar
with

stated as (

    select
        'S' as source, load_no, sheet, row_no, company, customer_code,
        customer_tax_id, customer_name_key, type, series, number,
        instalment, issue_date, due_date, terms_days, currency, amount,
        balance, null::date as void_date,
        null::decimal(18, 4) as paid_amount, null::date as settled_date,
        null::varchar as status, branch, salesperson
    from raw_open_items

    union all

    select
        'R' as source, load_no, sheet, row_no, company, customer_code,
        customer_tax_id, customer_name_key, type, series, number,
        instalment, issue_date, due_date, terms_days, currency, amount,
        balance, void_date, paid_amount, settled_date, status, branch,
        salesperson
    from raw_documents

),

untyped as (

    select company, concat_ws('-', series, number) as number
    from raw_open_items
    where type is null
    union
    select company, concat_ws('-', series, number) as number
    from raw_documents
    where type is null

),

typed as (

    select distinct untyped.company, untyped.number, typed_rows.type
    from untyped
    inner join (
        select company, concat_ws('-', series, number) as number, type
        from raw_open_items
        where type is not null
        union all
        select company, concat_ws('-', series, number) as number, type
        from raw_documents
        where type is not null
        union all
        select company, payment_id as number, 'PAY' as type
        from raw_payments
        where payment_id is not null
    ) as typed_rows
        on untyped.company = typed_rows.company
        and untyped.number = typed_rows.number

),

type_of_number as (

    select
        company,
        number,
        type in ('CN', 'CR', 'PAY') as is_credit,
        min(type) as type
    from typed
    group by company, number, type in ('CN', 'CR', 'PAY')
    having min(type) = max(type)

)

select
    stated.source,
    stated.load_no,
    stated.sheet,
    stated.row_no,
    stated.company,
    lookup.customer_no,
    lookup.customer_key,
    lookup.is_known,
    coalesce(
        stated.type,
        known.type,
        case
            when coalesce(stated.amount, stated.balance) < 0 then 'CR'
            else 'INV'
        end
    ) as type,
    coalesce(nullif(concat_ws('-', stated.series, stated.number), ''), '?')
        as number,
    stated.instalment,
    stated.issue_date,
    stated.due_date,
    stated.terms_days,
    stated.currency,
    stated.amount,
    stated.balance,
    case
        when stated.void_date is not null then stated.void_date
        when stated.status = 'void' then loads.data_date
    end as end_date,
    stated.paid_amount,
    stated.settled_date,
    stated.status,
    stated.branch,
    stated.salesperson
from stated
inner join raw_loads as loads on stated.load_no = loads.load_no
inner join customer_lookup as lookup
    on stated.company = lookup.company
    and stated.customer_code is not distinct from lookup.customer_code
    and stated.customer_tax_id is not distinct from lookup.customer_tax_id
    and stated.customer_name_key
        is not distinct from lookup.customer_name_key
left join type_of_number as known
    on stated.type is null
    and stated.company = known.company
    and concat_ws('-', stated.series, stated.number) = known.number
    and (coalesce(stated.amount, stated.balance) < 0) = known.is_credit
