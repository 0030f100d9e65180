-- What moves from a credit to a debt adds up to nothing on every day.
-- grain:   on_date, currency
-- level:   broken
-- returns: on_date date, amount decimal(38,4)
select on_date, sum(amount) as amount
from movements
where line = 'applied'
group by on_date
having sum(amount) <> 0
