import json
import re
import shlex
from pathlib import Path

import pytest

from cartera.texts import LANGUAGES
from tests.unit.conftest import Run

COMMANDS = [
    "demo", "load", "loads", "undo", "redo", "confirm", "discard", "purge",
    "forget", "query", "check", "backup", "restore", "serve",
]  # fmt: skip

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs" / "guide").glob("*.md"))]
EXAMPLES = [
    line.partition("-m cartera ")[2].partition(" > ")[0]
    for document in DOCUMENTS
    for line in document.read_text("utf-8").splitlines()
    if re.match(r"(python|\.venv\S+python) -m cartera ", line)
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_names_every_command(run: Run, language: str) -> None:
    code, out, _ = run("--lang", language, "--help")

    assert code == 0
    assert all(f"  {command}" in out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_offers_the_common_options_in_its_help(
    run: Run, command: str
) -> None:
    code, out, _ = run(command, "--help")

    assert code == 0
    assert all(option in out for option in ("--data", "--json", "--lang", "--actor"))


@pytest.mark.parametrize("command", COMMANDS)
def test_spanish_help_has_no_english_frame(run: Run, command: str) -> None:
    _, out, _ = run(command, "--help")

    english = ("Usage", "Options:", "Arguments", "[required]", "Show this", "[OPTIONS]")
    assert not [word for word in english if word in out]


@pytest.mark.parametrize("command", COMMANDS)
def test_english_help_has_no_spanish_word(run: Run, command: str) -> None:
    _, out, _ = run(command, "--help", "--lang", "en")

    spanish = (
        "Uso",
        "Opciones",
        "obligatorio",
        "CARPETA",
        "ARCHIVO",
        "FECHA",
        "ó",
        "á",
    )
    assert not [word for word in spanish if word in out]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["unload"], "COMMAND_UNKNOWN"),
        (["loads", "--colour"], "COMMAND_OPTION_UNKNOWN"),
        (["loads", "--data"], "COMMAND_OPTION_USE"),
        (["undo"], "COMMAND_MISSING"),
        (["loads", "a", "b"], "COMMAND_SURPLUS"),
        (["loads", "--lang", "fr"], "COMMAND_VALUE"),
        (["query", "ageing", "--as-of", "31/03/2026"], "COMMAND_DATE"),
        (["query", "ageing", "--as-of", "2026-02-30"], "COMMAND_DATE"),
        (["query", "ageing", "--known-at", "ayer"], "COMMAND_INSTANT"),
        (["query", "ageing", "--set", "basis"], "COMMAND_PAIR"),
        (["query", "ageing", "--set", "basis=x"], "REPORT_PARAMETER_VALUE"),
        (["query", "ageing", "--set", "colour=x"], "REPORT_PARAMETER_UNKNOWN"),
        (
            ["query", "ageing", "--set", "basis=due", "--set", "basis=invoice"],
            "COMMAND_PAIR_TWICE",
        ),
        (["query", "ageing", "--format", "xml"], "COMMAND_VALUE"),
        (["query", "ageing", "--csv", "fr"], "CSV_DIALECT_UNKNOWN"),
        (["query", "aging"], "REPORT_UNKNOWN"),
        (["query", "lineage"], "REPORT_PARAMETER_MISSING"),
        (["load", "missing.csv"], "FILE_NOT_FOUND"),
        (["load", "."], "FILE_IS_FOLDER"),
        (["undo", "000000000000"], "LOAD_UNKNOWN"),
        (["serve", "--port", "99999"], "COMMAND_NUMBER"),
    ],
)
def test_wrong_usage_exits_with_2_and_one_json_document(
    run: Run, words: list[str], code: str
) -> None:
    exit_code, out, err = run("--json", *words)

    document = json.loads(out)
    assert exit_code == 2
    assert document["code"] == code
    assert document["error"] == err.strip()


@pytest.mark.parametrize("words", [["--format", "json"], ["--format=json"]])
def test_the_json_format_answers_in_json_also_when_it_cannot(
    run: Run, words: list[str]
) -> None:
    code, out, _ = run("query", "aging", *words)

    assert code == 2
    assert json.loads(out)["code"] == "REPORT_UNKNOWN"


@pytest.mark.parametrize("language", LANGUAGES)
def test_wrong_usage_leaves_standard_output_empty_without_json(
    run: Run, language: str
) -> None:
    exit_code, out, err = run("query", "aging", "--lang", language)

    assert exit_code == 2
    assert out == ""
    assert ("no existe" in err.lower()) == (language == "es")


def test_without_a_command_the_help_is_shown_and_it_is_wrong_usage(run: Run) -> None:
    code, out, err = run()

    assert code == 2
    assert out == ""
    assert "query" in err


def test_common_options_stand_before_or_after_the_command(
    run: Run, tmp_path: Path
) -> None:
    before = run("--json", "--data", str(tmp_path / "one"), "loads")
    after = run("loads", "--data", str(tmp_path / "two"), "--json")

    assert before == after == (0, "[]\n", "")
    assert (tmp_path / "one" / "lake").is_dir()
    assert (tmp_path / "two" / "lake").is_dir()


def test_after_the_command_wins_over_before(run: Run, tmp_path: Path) -> None:
    run("--data", str(tmp_path / "one"), "loads", "--data", str(tmp_path / "two"))

    assert not (tmp_path / "one").exists()
    assert (tmp_path / "two").is_dir()


def test_the_data_folder_is_that_of_the_setting(run: Run, tmp_path: Path) -> None:
    run("loads")

    assert (tmp_path / "data" / "lake").is_dir()


def test_a_misspelt_setting_of_the_environment_is_wrong_usage(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARTERA_DATTA", "x")

    code, _, err = run("loads")

    assert code == 2
    assert "CARTERA_DATTA" in err


def test_the_journals_address_is_not_used_for_another_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARTERA_JOURNAL", f"sqlite:///{tmp_path}/elsewhere.sqlite")

    run("loads", "--data", str(tmp_path / "trial"))

    assert not (tmp_path / "elsewhere.sqlite").exists()
    assert (tmp_path / "trial" / "journal.sqlite").exists()


def test_reports_are_listed_with_their_parameters_and_columns(run: Run) -> None:
    code, out, _ = run("query", "--json")

    reports = {report["name"]: report for report in json.loads(out)}
    assert code == 0
    assert {"ageing", "open_items", "lineage"} <= reports.keys()
    assert reports["ageing"]["parameters"][0]["choices"] == ["due", "invoice"]
    assert reports["open_items"]["columns"][0] == {"name": "company", "type": "text"}


def test_listing_reports_opens_no_data_folder(run: Run, tmp_path: Path) -> None:
    run("query")

    assert not (tmp_path / "data").exists()


def test_an_unforeseen_failure_is_one_sentence_with_an_id(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise RuntimeError("Cliente Secreto, S.L.")

    monkeypatch.setattr("cartera.terminal.history.show_history", fail)

    code, out, err = run("loads", "--json")

    [line] = (tmp_path / "data" / "logs" / "incidents.jsonl").read_text().splitlines()
    incident = json.loads(line)
    assert code == 1
    assert incident["id"] in err
    assert json.loads(out)["code"] == "INTERNAL"
    assert "Traceback" not in err
    assert incident["errors"][0]["kind"] == "builtins.RuntimeError"
    assert "Secreto" not in line + out + err


def test_stopping_an_order_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("cartera.terminal.history.show_history", stop)

    code, out, err = run("loads")

    assert (code, out, err) == (130, "", "")


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_documents_is_an_order_that_exists(
    run: Run, example: str
) -> None:
    words = shlex.split(example)
    command = next((word for word in words if word in COMMANDS), "")

    _, shown, _ = run(command, "--help")

    options = {word for word in words if word.startswith("--")}
    assert command or words == ["--help", "--lang", "en"]
    assert not [option for option in options if option not in shown]


def test_the_documents_have_examples() -> None:
    assert len(EXAMPLES) > 15
