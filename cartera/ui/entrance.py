"""Who comes in: sign-in where it is configured, and the gate before the data."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import streamlit as st

from cartera import texts
from cartera.errors import PermissionRefused
from cartera.settings import Settings
from cartera.store.actors import Actor, person_at_the_machine
from cartera.texts import LANGUAGES, N_, Texts
from cartera.ui import session
from cartera.ui.address import Part, keep, one_of

LANGUAGE: Final = Part("lang", one_of(*LANGUAGES), str)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who opened the page: an e-mail address, or without sign-in a local name.

    `name` None means that nobody has signed in yet.
    """

    name: str | None
    language: str


def visitor(settings: Settings, *, now: datetime) -> Visitor:
    """Find out who is looking; never stops the run.

    Without configured sign-in it is the one local person. A sign-in whose token
    has expired counts as none: Streamlit's cookie lives longer than the token.
    """
    language = keep(LANGUAGE, default=settings.language)
    if not sign_in_is_required():
        return Visitor(name=person_at_the_machine(), language=language)
    signed_in = bool(st.user.get("is_logged_in", False))
    verified = st.user.get("email_verified", True) is not False
    expires = st.user.get("exp")
    expired = isinstance(expires, int | float) and expires < now.timestamp()
    email = str(st.user.get("email") or "")
    is_known = signed_in and verified and not expired
    return Visitor(name=email if is_known and email else None, language=language)


def sign_in_is_required() -> bool:
    """Tell whether an identity provider is configured."""
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return False


def gate(guest: Visitor) -> None:
    """Stop the run here unless somebody is signed in or nobody has to be."""
    if guest.name is not None:
        return
    text = texts.of(guest.language)
    st.title("Cartera", anchor=False)
    st.write(text(N_("Inicie sesión para ver los datos de su empresa.")))
    st.button(
        text(N_("Iniciar sesión")),
        type="primary",
        icon=":material/login:",
        key="gate_sign_in",
        on_click=st.login,
    )
    st.stop()


def actor_of(
    guest: Visitor, settings: Settings, *, clock: Callable[[], datetime]
) -> Actor:
    """Return the person with the role that the company's own journal gives.

    Raises PermissionRefused ACCESS_NONE for somebody who signed in and is not
    a user; the way out is drawn then.
    """
    workspace = session.workspace_of(settings.data, settings.journal, clock)
    name = guest.name or ""
    if not sign_in_is_required():
        return workspace.current_user(name)
    actor = workspace.records.signed_in(name)
    if actor is None:
        way_out(texts.of(guest.language))
        raise PermissionRefused("ACCESS_NONE", email=name)
    return actor


def way_out(text: Texts) -> None:
    """Draw the button that signs out, where somebody can be signed in."""
    if sign_in_is_required():
        st.button(
            text(N_("Cerrar sesión")),
            icon=":material/logout:",
            key="shell_sign_out",
            on_click=st.logout,
        )
