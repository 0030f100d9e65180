"""What is measured, in which size, against whom, with which target."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from benchmarks.book import LATEST, PAST

Arguments = Mapping[str, str | int]
Group = Literal["load", "publish", "reports"]

GROUPS: Final[tuple[Group, ...]] = ("load", "publish", "reports")
REPORTS: Final = (
    "ageing",
    "ageing_by_customer",
    "customers_open",
    "open_items",
    "lineage",
)


@dataclass(frozen=True, slots=True)
class Competitor:
    """Another program at the same work.

    `limit` is the target: with `at_most` Cartera may need that many times its
    time, without, the competitor should need that many times Cartera's.
    """

    label: str
    task: str
    arguments: Arguments
    repeats: int
    limit: float | None = None
    at_most: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work: how Cartera does it, and its competitors.

    `made_by` is the task that makes what the work needs, not measured.
    """

    group: Group
    made_by: tuple[str, Arguments]
    title: str
    task: str
    arguments: Arguments
    repeats: int
    competitors: tuple[Competitor, ...] = ()
    seconds_limit: float | None = None
    megabytes_limit: int | None = None


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large everything is, and how often it is repeated."""

    workbook_rows: int
    text_rows: int
    documents: tuple[int, ...]
    snapshots: int
    repeats: int


FULL: Final = Sizes(200_000, 1_000_000, (1_000_000,), 18, 5)
LARGE: Final = Sizes(200_000, 1_000_000, (1_000_000, 10_000_000), 18, 5)
QUICK: Final = Sizes(600, 2_000, (3_000,), 3, 1)


def plan(sizes: Sizes) -> Iterator[Work]:
    """Give every piece of work, in the order of the table."""
    yield from _loads(sizes)
    for documents in sizes.documents:
        yield from _publishing(sizes, documents)
    for documents in sizes.documents:
        yield from _reports(sizes, documents)


def _loads(sizes: Sizes) -> Iterator[Work]:
    for form, limit in (("xlsx", 1.5), ("mixed", 3.0)):
        arguments: Arguments = {"rows": sizes.workbook_rows, "form": form}
        words = "" if form == "xlsx" else ", columns of numbers and text"
        yield Work(
            "load",
            ("make export", arguments),
            f"load XLSX {sizes.workbook_rows:,} × 12{words}",
            "load",
            arguments,
            sizes.repeats,
            (
                Competitor(
                    "fastexcel, reads text",
                    "fastexcel",
                    arguments,
                    sizes.repeats,
                    limit,
                    at_most=True,
                ),
                Competitor("openpyxl, reads", "openpyxl", arguments, 1, 10.0),
                Competitor("pandas, reads", "pandas excel", arguments, 1),
            ),
            megabytes_limit=600,
        )
    arguments = {"rows": sizes.text_rows, "form": "csv"}
    yield Work(
        "load",
        ("make export", arguments),
        f"load CSV {sizes.text_rows:,} × 12",
        "load",
        arguments,
        sizes.repeats,
        (
            Competitor(
                "Polars, reads text",
                "polars csv",
                arguments,
                sizes.repeats,
                8.0,
                at_most=True,
            ),
            Competitor("pandas, reads text", "pandas csv", arguments, sizes.repeats),
        ),
        megabytes_limit=800,
    )


def _publishing(sizes: Sizes, documents: int) -> Iterator[Work]:
    for snapshots in (0, sizes.snapshots) if documents <= 1_000_000 else (0,):
        arguments = {"size": documents, "snapshots": snapshots}
        words = f", {snapshots} snapshots" if snapshots else ""
        repeats = min(sizes.repeats, 3 if documents <= 1_000_000 else 1)
        yield Work(
            "publish",
            ("make ledger", arguments),
            f"publish {documents:,} documents{words}",
            "publish",
            arguments,
            repeats,
            (
                Competitor(
                    "DuckDB, reads the files",
                    "plain read",
                    arguments,
                    repeats,
                    None if snapshots else 8.0,
                    at_most=True,
                ),
            ),
            megabytes_limit=4_000,
        )


def _reports(sizes: Sizes, documents: int) -> Iterator[Work]:
    limit = 0.06 if documents <= 1_000_000 else 0.3
    for day, word in ((LATEST, "latest date"), (PAST, "past date")):
        for report in REPORTS:
            rivals = report == "ageing_by_customer"
            arguments: Arguments = {"size": documents, "at": day.isoformat()}
            yield Work(
                "reports",
                ("make ledger", {"size": documents, "snapshots": 0}),
                f"{report}, {documents:,}, {word}",
                "report",
                {**arguments, "snapshots": 0, "report": report},
                max(sizes.repeats, sizes.repeats * 2 - 1),
                tuple(_rivals(arguments, sizes, documents)) if rivals else (),
                seconds_limit=limit,
            )


def _rivals(arguments: Arguments, sizes: Sizes, documents: int) -> Iterator[Competitor]:
    latest = arguments["at"] == LATEST.isoformat()
    limits = {"naive join": 15.0}
    if latest:
        limits |= {"pandas": 15.0, "python loop": 100.0}
    names = {
        "naive join": "naive join in DuckDB",
        "pandas": "pandas, frames in memory",
        "python loop": "Python loop over vouchers",
        "sqlite": "SQLite in memory",
    }
    for rival, label in names.items():
        if documents > 1_000_000 and rival != "naive join":
            continue
        yield Competitor(
            label,
            "rival",
            {**arguments, "rival": rival},
            min(sizes.repeats, 3),
            limits.get(rival),
        )
