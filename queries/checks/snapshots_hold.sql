-- At each full snapshot, what is open equals what the snapshot states.
-- grain:   company, as_of, currency
-- level:   broken
-- returns: company varchar, as_of date, currency varchar,
--          stated decimal(38,4), open_amount decimal(38,4)
with

open_then as (

    select
        cuts.company,
        cuts.as_of,
        segments.currency,
        sum(segments.open_amount) as amount
    from cuts
    inner join balance_segments as segments
        on cuts.company = segments.company
        and segments.valid_from <= cuts.as_of
        and segments.valid_to > cuts.as_of
    group by cuts.company, cuts.as_of, segments.currency

)

select
    coalesce(cut_totals.company, open_then.company) as company,
    coalesce(cut_totals.as_of, open_then.as_of) as as_of,
    coalesce(cut_totals.currency, open_then.currency) as currency,
    coalesce(cut_totals.stated, 0) as stated,
    coalesce(open_then.amount, 0) as open_amount
from cut_totals
full join open_then
    on cut_totals.company = open_then.company
    and cut_totals.as_of = open_then.as_of
    and cut_totals.currency = open_then.currency
where coalesce(cut_totals.stated, 0) <> coalesce(open_then.amount, 0)
