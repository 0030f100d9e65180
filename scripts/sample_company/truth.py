"""What is true of the sample ledger at each cut, for the tests of Cartera."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, TypedDict

from scripts.sample_company.customers import MEXICO, SPAIN
from scripts.sample_company.ledger import Ledger, OpenItem, disputed_cents, open_items

EDGES: Final = (0, 30, 60, 90, 120)
_WATCHED_IN_EACH: Final = 6


class CutTruth(TypedDict):
    """One company and currency at a cut; amounts are text with two decimals."""

    as_of: str
    company: str
    currency: str
    net: str
    buckets: dict[str, str]
    unapplied: str
    disputed: str
    items: int


class CustomerTruth(TypedDict):
    """The net balance of one customer in one currency at a cut."""

    as_of: str
    company: str
    customer: str
    currency: str
    net: str


class Truth(TypedDict):
    """All that is known to be true; `after` is past the last snapshot."""

    edges: list[int]
    cuts: list[CutTruth]
    after: list[CutTruth]
    customers: list[CustomerTruth]


def truth(ledger: Ledger, cuts: Sequence[date], after: date) -> Truth:
    """Return the balances at each cut, at due basis, and of a dozen customers."""
    return Truth(
        edges=list(EDGES),
        cuts=[fact for cut in cuts for fact in _cut(ledger, cut)],
        after=_cut(ledger, after),
        customers=_customers(ledger, cuts),
    )


def bucket(days_past_due: int) -> str:
    """Return the bucket for days past due; upper edges belong to the bucket."""
    return f"B{sum(days_past_due > edge for edge in EDGES)}"


def _cut(ledger: Ledger, cut: date) -> list[CutTruth]:
    facts = []
    for company in (SPAIN, MEXICO):
        items = open_items(ledger, company, cut)
        disputes = [d for d in ledger.disputes if d.company == company]
        disputed = disputed_cents(items, disputes, cut)
        for currency in sorted({item.currency for item in items}):
            mine = [item for item in items if item.currency == currency]
            facts.append(_fact(mine, disputed, cut))
    return facts


def _fact(items: Sequence[OpenItem], disputed: dict[str, int], cut: date) -> CutTruth:
    buckets = dict.fromkeys((f"B{n}" for n in range(len(EDGES) + 1)), 0)
    for item in items:
        if item.balance > 0 and item.due is not None:
            buckets[bucket((cut - item.due).days)] += item.balance
    return CutTruth(
        as_of=cut.isoformat(),
        company=items[0].company,
        currency=items[0].currency,
        net=_text(item.balance for item in items),
        buckets={name: _text([total]) for name, total in buckets.items()},
        unapplied=_text(item.balance for item in items if item.balance < 0),
        disputed=_text(disputed.get(item.reference, 0) for item in items),
        items=len(items),
    )


def _customers(ledger: Ledger, cuts: Sequence[date]) -> list[CustomerTruth]:
    facts = []
    for company in (SPAIN, MEXICO):
        watched = _watched(ledger, company, cuts[-1])
        for cut in cuts:
            balances: dict[tuple[str, str], int] = defaultdict(int)
            for item in open_items(ledger, company, cut):
                balances[item.customer, item.currency] += item.balance
            facts += [
                CustomerTruth(
                    as_of=cut.isoformat(),
                    company=company,
                    customer=code,
                    currency=currency,
                    net=_text([cents]),
                )
                for (code, currency), cents in sorted(balances.items())
                if code in watched
            ]
    return facts


def _watched(ledger: Ledger, company: str, cut: date) -> set[str]:
    """Return the largest debtors and those with the largest credits."""
    items = open_items(ledger, company, cut)
    debts: dict[str, int] = defaultdict(int)
    held: dict[str, int] = defaultdict(int)
    for item in items:
        side = debts if item.balance > 0 else held
        side[item.customer] += abs(item.balance)
    half = _WATCHED_IN_EACH // 2
    largest = [sorted(side, key=side.__getitem__)[-half:] for side in (debts, held)]
    return {code for codes in largest for code in codes}


def _text(cents: Iterable[int]) -> str:
    return f"{Decimal(sum(cents)).scaleb(-2):.2f}"
