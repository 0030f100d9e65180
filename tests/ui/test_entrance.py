"""Who comes in when sign-in is configured."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cartera.store.users import User
from tests.ui.conftest import ROOT, SMALL, Folder, open_workspace, words

AUTH = {
    "redirect_uri": "http://127.0.0.1/oauth2callback",
    "cookie_secret": "a test of at least thirty-two characters",
    "client_id": "cartera",
    "client_secret": "test",
    "server_metadata_url": "http://127.0.0.1:9/.well-known/openid-configuration",
}
LATER = 4102444800  # 2100-01-01
Enter = Callable[..., AppTest]


@pytest.fixture
def enter(folder_of: Folder, monkeypatch: pytest.MonkeyPatch) -> Enter:
    """Return what opens a company's dashboard as somebody."""
    root = folder_of(SMALL)
    workspace = open_workspace(root)
    admin = workspace.current_user("ana")
    for user in (
        User("Ana", "ana@example.com", "admin"),
        User("Olga", "olga@example.com", "owner"),
        User("Iván", "ivan@example.com", "finance", active=False),
    ):
        workspace.records.put_user(user, actor=admin)
    workspace.close()

    def open_as(**user: object) -> AppTest:
        monkeypatch.setenv("CARTERA_DATA", str(root))
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=40)
        at.secrets["auth"] = AUTH
        at.user = user
        return at.run()

    return open_as


def signed_in(email: str, **claims: object) -> dict[str, object]:
    return {"is_logged_in": True, "email": email, "exp": LATER} | claims


def shows_data(at: AppTest) -> bool:
    assert not at.exception
    return bool(at.metric) or "Nogal" in words(at)


def test_signed_out_there_is_only_the_gate(enter: Enter) -> None:
    at = enter(is_logged_in=False)

    assert not shows_data(at)
    assert [button.key for button in at.button] == ["gate_sign_in"]


def test_a_user_of_the_company_comes_in_with_the_role_of_the_journal(
    enter: Enter,
) -> None:
    at = enter(**signed_in("Olga@Example.com"))

    assert shows_data(at)
    assert any("Olga · dirección" in caption.value for caption in at.caption)


@pytest.mark.parametrize("email", ["nadie@example.com", "ivan@example.com", ""])
def test_somebody_who_is_no_user_is_told_so_and_can_sign_out(
    enter: Enter, email: str
) -> None:
    at = enter(**signed_in(email))

    assert not shows_data(at)
    assert {button.key for button in at.button} <= {"shell_sign_out", "gate_sign_in"}
    assert len(at.button) == 1


@pytest.mark.parametrize("claims", [{"exp": 1}, {"email_verified": False}])
def test_an_expired_or_unverified_sign_in_is_none(
    enter: Enter, claims: dict[str, object]
) -> None:
    at = enter(**signed_in("ana@example.com", **claims))

    assert not shows_data(at)
    assert [button.key for button in at.button] == ["gate_sign_in"]


def test_the_demonstration_is_behind_the_gate_as_well(
    enter: Enter, tmp_path: Path
) -> None:
    at = enter(**signed_in("nadie@example.com"))
    at.query_params["demo"] = "1"
    at.run()

    assert not shows_data(at)
