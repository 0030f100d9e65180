"""The registry of settings and what is read from the environment."""

import pytest

from cartera.errors import UsageError
from cartera.settings import PREFIX, SETTINGS, Settings, setting_named
from cartera.texts import of
from scripts.settings_page import PAGE, page


def test_no_two_settings_share_a_name():
    names = [setting.name for setting in SETTINGS]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_has_help_in_both_languages(setting):
    spanish, english = of("es")(setting.help), of("en")(setting.help)

    assert spanish.endswith(".")
    assert english.endswith(".")
    assert english != spanish


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_default_is_a_value_of_its_type(setting):
    assert setting.parse(setting.default) == setting.default


def test_the_page_of_settings_is_the_one_made_from_the_registry():
    assert PAGE.read_text("utf-8") == page()


def test_only_settings_of_a_company_decide_what_the_ledger_is_built_with():
    scopes = {setting.scope for setting in SETTINGS if setting.staging}

    assert scopes == {"company"}


def test_without_variables_the_defaults_hold():
    found = Settings.from_environment({"PATH": "/bin"})

    assert found == Settings(data="data", journal=None, language="es")


def test_variables_are_read_by_their_prefix():
    found = Settings.from_environment(
        {f"{PREFIX}DATA": "/srv/cartera", f"{PREFIX}LANGUAGE": "en"}
    )

    assert (found.data, found.language) == ("/srv/cartera", "en")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("DATTA", "SETTING_UNKNOWN"),
        ("FIFO", "SETTING_UNKNOWN"),
        ("DEFAULT_COMPANY", "SETTING_UNKNOWN"),
    ],
)
def test_a_variable_that_no_setting_has_is_refused(name, code):
    with pytest.raises(UsageError) as refused:
        Settings.from_environment({PREFIX + name: "x"})

    assert refused.value.code == code


def test_a_language_that_there_is_not_is_refused():
    with pytest.raises(UsageError, match="SETTING_VALUE"):
        Settings.from_environment({f"{PREFIX}LANGUAGE": "fr"})


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("fifo", "sí", True),
        ("fifo", "no", False),
        ("fifo", None, None),
        ("terms_days", "45", 45),
        ("terms_days", None, None),
        ("default_company", " Norte ", "Norte"),
    ],
)
def test_a_value_is_read_from_text(name, raw, value):
    assert setting_named(name).parse(raw) == value


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("fifo", "quizá"),
        ("terms_days", "45,5"),
        ("terms_days", True),
        ("max_bytes_unpacked", 0),
        ("default_company", "  "),
        ("default_company", None),
        ("default_customer_type", "b2g"),
    ],
)
def test_a_value_of_another_type_is_refused(name, raw):
    with pytest.raises(UsageError, match="SETTING_VALUE"):
        setting_named(name).parse(raw)
