"""What holds for every test."""

import os
import sys

import pytest

# A setting of the person who runs the tests must not change what they test.
for name in [name for name in os.environ if name.startswith("CARTERA_")]:
    del os.environ[name]

MAIN = sys.modules["__main__"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the browser tests on one worker: they share a server and a screen."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))


def pytest_runtest_teardown() -> None:
    """Give the process its main module back: a page under test took its place.

    A child process would otherwise begin by running the page.
    """
    sys.modules["__main__"] = MAIN
