"""The tasks that can be measured, by name."""

from collections.abc import Callable, Mapping
from typing import Final

from benchmarks import tasks_load, tasks_publish, tasks_reports
from benchmarks.action import Action

TASKS: Final[Mapping[str, Callable[..., Action]]] = {
    "make export": tasks_load.make_export,
    "make ledger": tasks_publish.make_ledger,
    "load": tasks_load.load_with_cartera,
    "fastexcel": tasks_load.read_with_fastexcel,
    "openpyxl": tasks_load.read_with_openpyxl,
    "pandas excel": tasks_load.read_excel_with_pandas,
    "polars csv": tasks_load.read_with_polars,
    "pandas csv": tasks_load.read_csv_with_pandas,
    "publish": tasks_publish.publish_with_cartera,
    "plain read": tasks_publish.read_with_duckdb,
    "report": tasks_reports.report_of_cartera,
    "rival": tasks_reports.balances_of_rival,
}
