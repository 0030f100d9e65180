-- An item as the loads together state it: the latest load that gives a value
-- wins; a payments file wins over a snapshot for what a payment amounts to;
-- without any original amount, the first balance stands for it.
-- grain:   item_no
-- needs:   item_rows, repeated_items, item_loads, item_numbers,
--          document_numbers, raw_loads, customer_terms
-- returns: item_no integer, document_no integer, company varchar,
--          type varchar, is_credit boolean, customer_no integer,
--          instalment varchar, issue_date date, due_date date,
--          due_date_origin varchar, currency varchar, amount decimal(18,4),
--          starts_on date, ends_on date, first_listed date,
--          register_load integer, winner_load integer, branch varchar,
--          salesperson varchar
with

put_together as (

    select
        said.item_no,
        arg_max(said.customer_no, said.load_no) as customer_no,
        arg_max(said.instalment, said.load_no) filter (
            where said.instalment is not null
        ) as instalment,
        arg_max(said.issue_date, said.load_no) filter (
            where said.issue_date is not null
        ) as issue_date,
        arg_max(said.due_date, said.load_no) filter (
            where said.due_date is not null
        ) as due_date,
        arg_max(said.terms_days, said.load_no) filter (
            where said.terms_days is not null
        ) as terms_days,
        arg_max(said.currency, said.load_no) filter (
            where said.currency <> 'XXX'
        ) as currency,
        coalesce(
            arg_max(said.amount, said.load_no) filter (
                where said.source = 'P'
            ),
            arg_max(said.amount, said.load_no) filter (
                where said.amount is not null
            ),
            arg_min(said.balance, said.load_no)
        ) as amount,
        max(said.load_no) filter (where said.source <> 'S') as register_load,
        min(loads.as_of) filter (where said.source = 'S') as first_listed,
        min(loads.data_date) as first_data_date,
        max(said.load_no) as winner_load,
        arg_max(said.branch, said.load_no) filter (
            where said.branch is not null
        ) as branch,
        arg_max(said.salesperson, said.load_no) filter (
            where said.salesperson is not null
        ) as salesperson
    from item_loads as said
    inner join raw_loads as loads on said.load_no = loads.load_no
    group by said.item_no

),

ended as (

    select put_together.item_no, said.end_date
    from put_together
    inner join item_loads as said
        on put_together.item_no = said.item_no
        and put_together.register_load = said.load_no
    where said.end_date is not null

),

gathered as (

    select
        put_together.item_no,
        put_together.customer_no,
        put_together.instalment,
        put_together.issue_date,
        put_together.due_date,
        put_together.terms_days,
        put_together.currency,
        put_together.amount,
        put_together.register_load,
        put_together.first_listed,
        put_together.first_data_date,
        put_together.winner_load,
        put_together.branch,
        put_together.salesperson,
        ended.end_date
    from put_together
    left join ended on put_together.item_no = ended.item_no

    union all

    select
        said.item_no,
        said.customer_no,
        said.instalment,
        said.issue_date,
        said.due_date,
        said.terms_days,
        said.currency,
        coalesce(said.amount, said.balance) as amount,
        case when said.source <> 'S' then said.load_no end as register_load,
        case when said.source = 'S' then loads.as_of end as first_listed,
        loads.data_date as first_data_date,
        said.load_no as winner_load,
        said.branch,
        said.salesperson,
        said.end_date
    from item_rows as said
    inner join raw_loads as loads on said.load_no = loads.load_no
    left join repeated_items on said.item_no = repeated_items.item_no
    where repeated_items.item_no is null

)

select
    gathered.item_no,
    items.document_no,
    documents.company,
    documents.type,
    documents.type in ('CN', 'CR', 'PAY') as is_credit,
    gathered.customer_no,
    gathered.instalment,
    gathered.issue_date,
    case
        when gathered.due_date is not null then gathered.due_date
        when documents.type in ('CN', 'CR', 'PAY') then null
        else gathered.issue_date
            + coalesce(gathered.terms_days, terms.terms_days, 30)
    end as due_date,
    case
        when gathered.due_date is not null then 'stated'
        when documents.type in ('CN', 'CR', 'PAY') then 'none'
        when gathered.issue_date is null then 'none'
        when gathered.terms_days is not null then 'terms'
        else coalesce(terms.origin, 'default')
    end as due_date_origin,
    coalesce(gathered.currency, 'XXX') as currency,
    cast(coalesce(gathered.amount, 0) as decimal(18, 4)) as amount,
    coalesce(
        gathered.issue_date, gathered.first_listed, gathered.first_data_date
    ) as starts_on,
    gathered.end_date as ends_on,
    gathered.first_listed,
    gathered.register_load,
    gathered.winner_load,
    gathered.branch,
    gathered.salesperson
from gathered
inner join item_numbers as items on gathered.item_no = items.item_no
inner join document_numbers as documents
    on items.document_no = documents.document_no
left join customer_terms as terms
    on gathered.customer_no = terms.customer_no
