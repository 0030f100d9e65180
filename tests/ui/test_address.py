"""The view in the address, tried through a real script run."""

from datetime import date

from streamlit.testing.v1 import AppTest

from cartera.ui.address import short_key

SCRIPT = """
import streamlit as st
from datetime import date
from cartera.ui.address import Part, keep

default = date.fromisoformat(st.session_state.get("latest", "2026-10-31"))
day = keep(Part("as_of", date.fromisoformat, date.isoformat), default=default)
st.date_input("Fecha", value=None, key="as_of")
st.text(day.isoformat())
st.text(st.query_params.get("as_of", "none"))
"""


def run(**address: str) -> AppTest:
    at = AppTest.from_string(SCRIPT, default_timeout=20)
    for name, value in address.items():
        at.query_params[name] = value
    return at.run()


def shown(at: AppTest) -> tuple[str, str]:
    assert not at.exception
    return at.text[0].value, at.text[1].value


def test_without_a_parameter_the_default_is_shown_and_not_written() -> None:
    assert shown(run()) == ("2026-10-31", "none")


def test_a_link_with_a_parameter_shows_its_value() -> None:
    assert shown(run(as_of="2026-09-30")) == ("2026-09-30", "2026-09-30")


def test_nonsense_in_the_address_is_dropped() -> None:
    assert shown(run(as_of="<script>")) == ("2026-10-31", "none")


def test_a_choice_is_written_into_the_address() -> None:
    at = run()

    at.date_input[0].set_value(date(2026, 8, 31)).run()

    assert shown(at) == ("2026-08-31", "2026-08-31")


def test_clearing_a_field_brings_the_default_back() -> None:
    at = run(as_of="2026-09-30")

    at.date_input[0].set_value(None).run()

    assert shown(at) == ("2026-10-31", "none")


def test_a_default_that_was_not_chosen_moves_with_new_data() -> None:
    at = run()

    at.session_state["latest"] = "2026-11-30"
    at.run()

    assert shown(at) == ("2026-11-30", "none")


def test_a_chosen_date_stays_when_new_data_arrive() -> None:
    at = run(as_of="2026-09-30")

    at.session_state["latest"] = "2026-11-30"
    at.run()

    assert shown(at) == ("2026-09-30", "2026-09-30")


def test_going_back_in_the_browser_changes_the_widget() -> None:
    at = run(as_of="2026-09-30")

    at.query_params["as_of"] = "2026-07-31"
    at.run()

    assert shown(at) == ("2026-07-31", "2026-07-31")
    assert at.date_input[0].value.isoformat() == "2026-07-31"


def test_a_short_key_is_twelve_hex_digits_and_tells_names_apart() -> None:
    key = short_key("Distribuciones Nogal Azul, S.L.")

    assert len(key) == 12
    assert int(key, 16) >= 0
    assert key != short_key("Distribuciones Nogal", " Azul, S.L.")
