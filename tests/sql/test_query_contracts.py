"""Every SQL file keeps the promises of its header."""

import re
from pathlib import Path

import duckdb
import pytest

from cartera.store.queries import QUERIES, QueryHeaderError, load_queries
from cartera.store.warehouse import QueryParameterMismatch, Warehouse
from tests.ledger import build

ALL = load_queries()
READ = [name for name in ALL if name.startswith(("reports/", "checks/"))]
BUILT = [name for name in ALL if name.startswith(("staging/", "marts/"))]


@pytest.fixture(scope="module")
def empty_mart(tmp_path_factory) -> Path:
    return build(tmp_path_factory.mktemp("empty"), [])


def plain(kind: str) -> str:
    return re.sub(r"\s", "", kind.lower())


@pytest.mark.parametrize("name", READ)
def test_parameters_and_columns_are_those_of_the_header(empty_mart, name):
    query = ALL[name]
    connection = duckdb.connect(str(empty_mart), read_only=True)

    [statement] = connection.extract_statements(query.text)
    relation = connection.sql(query.text, params=dict.fromkeys(query.params))

    assert set(statement.named_parameters) == set(query.params)
    columns = dict(zip(relation.columns, map(str, relation.types), strict=True))
    assert {c: plain(t) for c, t in columns.items()} == {
        c: plain(t) for c, t in query.returns.items()
    }


@pytest.mark.parametrize("name", BUILT)
def test_a_table_file_takes_no_parameters_and_names_all_that_it_reads(name):
    query = ALL[name]
    tables = {ALL[other].table for other in BUILT} | {
        f"raw_{t}"
        for t in (
            "loads",
            "company_settings",
            "open_items",
            "documents",
            "payments",
            "applications",
            "disputes",
            "customers",
        )
    }

    own = set(re.findall(r"(?:^|,)\s*(\w+) as \(\n", query.text, flags=re.M))
    own |= set(re.findall(r"^with\s+(\w+) as \(", query.text, flags=re.M))
    read = set(re.findall(r"(?:from|join)\s+(\w+)", query.text)) & tables

    assert not query.params
    assert read - own == set(query.needs)


@pytest.mark.parametrize("name", ALL)
def test_a_query_ends_with_named_columns_and_an_order_of_its_own(name):
    lines = (QUERIES / f"{name}.sql").read_text("utf-8").splitlines()

    assert all(len(line) <= 80 for line in lines)
    last_select = " ".join(lines).rpartition("select")[2]
    assert not last_select.strip().startswith("*")
    if name.startswith("reports/"):
        assert "order by" in " ".join(lines)


def test_a_query_refuses_names_its_header_does_not_list(empty_mart):
    warehouse = Warehouse(duckdb.connect(str(empty_mart), read_only=True))

    with pytest.raises(QueryParameterMismatch):
        warehouse.read("reports/data_dates", company="ACME")


def test_a_file_without_contract_is_refused(tmp_path):
    (tmp_path / "x.sql").write_text("-- Purpose.\nselect 1 as one\n")

    with pytest.raises(QueryHeaderError):
        load_queries(tmp_path)
