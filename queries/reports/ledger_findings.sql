-- What the ledger noticed while it was built, with the place in the file
-- where there is one; `documents` counts what a remark stands for.
-- grain:   one remark
-- params:  companies varchar[] (null: every company)
-- returns: code varchar, severity varchar, company varchar,
--          customer_id varchar, document_id varchar, on_date date,
--          currency varchar, amount decimal(38,4), documents bigint,
--          load_id varchar, file varchar, sheet varchar, row_no integer
select
    findings.code,
    findings.severity,
    findings.company,
    findings.customer_id,
    findings.document_id,
    findings.on_date,
    findings.currency,
    findings.amount,
    findings.documents,
    loads.load_id,
    loads.file,
    findings.sheet,
    findings.row_no
from ledger_findings as findings
left join loads on findings.load_no = loads.load_no
where
    cast($companies as varchar[]) is null
    or list_contains(cast($companies as varchar[]), findings.company)
order by
    findings.severity desc, findings.code, findings.company,
    findings.document_id, findings.on_date, loads.load_id, findings.row_no
