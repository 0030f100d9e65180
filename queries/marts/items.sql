-- Documents, each part with a due date of its own once, and the payments that
-- have a balance of their own, with the day from which they count.
-- grain:   item_no
-- needs:   item_facts, late_starts, document_numbers, item_numbers
-- returns: item_no integer, document_no integer, company varchar,
--          customer_no integer, type varchar, document_id varchar,
--          variant varchar, part varchar, instalment varchar,
--          issue_date date, due_date date, due_date_origin varchar,
--          currency varchar, amount decimal(18,4), starts_on date,
--          ends_on date, is_credit boolean, is_late boolean,
--          branch varchar, salesperson varchar, load_no integer
select
    facts.item_no,
    facts.document_no,
    facts.company,
    facts.customer_no,
    facts.type,
    documents.number as document_id,
    documents.variant,
    items.part,
    facts.instalment,
    facts.issue_date,
    facts.due_date,
    facts.due_date_origin,
    facts.currency,
    facts.amount,
    coalesce(late_starts.starts_on, facts.starts_on) as starts_on,
    facts.ends_on,
    facts.is_credit,
    late_starts.item_no is not null as is_late,
    facts.branch,
    facts.salesperson,
    facts.winner_load as load_no
from item_facts as facts
inner join document_numbers as documents
    on facts.document_no = documents.document_no
inner join item_numbers as items on facts.item_no = items.item_no
left join late_starts on facts.item_no = late_starts.item_no
order by facts.item_no
