"""The state of the view in the page's address.

Streamlit's own binding writes the label of an option into the address, which
would put names of companies there and change with the language. Here the
address holds our own short keys and ISO dates; back, forward and links work.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import streamlit as st

_MEMORY: Final = "address"

Value = TypeVar("Value")


def short_key(*parts: str) -> str:
    """Return 12 hex digits that stand for a name in an address."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Part(Generic[Value]):
    """One parameter of the address.

    `read` turns its text into a value and raises ValueError for nonsense, which
    then counts as absent; `write` is its inverse.
    """

    name: str
    read: Callable[[str], Value]
    write: Callable[[Value], str]


def keep(part: Part[Value], *, default: Value, key: str | None = None) -> Value:
    """Settle the value of a widget and its address parameter; returns it.

    Call before the widget `key` (default: the parameter's name) is drawn. The
    address wins when it changed (a link, back and forward), else the widget. A
    value that is the default stays so when the default moves on, and is not
    written into the address.
    """
    key = key or part.name
    memory: dict[str, tuple[str | None, object]]
    memory = st.session_state.setdefault(_MEMORY, {})
    written, former = memory.get(part.name, (None, default))
    given = st.query_params.get(part.name)
    if key not in st.session_state or given != written:
        st.session_state[key] = _parsed(part, given, default)
    elif st.session_state[key] is None or (
        given is None and st.session_state[key] == former
    ):
        st.session_state[key] = default
    value: Value = st.session_state[key]
    text = None if value == default else part.write(value)
    _write(part.name, text)
    memory[part.name] = (text, default)
    return value


def forget(names: Iterable[str]) -> None:
    """Take parameters out of the address and of the session, back to defaults."""
    for name in names:
        st.session_state.pop(name, None)
        _write(name, None)


def one_of(*options: str) -> Callable[[str], str]:
    """Return a reader that accepts only these texts."""

    def read(text: str) -> str:
        if text not in options:
            raise ValueError(text)
        return text

    return read


def _parsed(part: Part[Value], given: str | None, default: Value) -> Value:
    if given is None:
        return default
    try:
        return part.read(given)
    except ValueError:
        return default


def _write(name: str, text: str | None) -> None:
    if text is None:
        if name in st.query_params:
            del st.query_params[name]
    elif st.query_params.get(name) != text:
        st.query_params[name] = text
