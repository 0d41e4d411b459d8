"""The library of the shipped content, learnt once for all tests of the guide."""

from pathlib import Path

import pytest

from faq.library import Library, load


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("faq-cache")


@pytest.fixture(scope="session")
def library(cache: Path) -> Library:
    return load(cache=cache, further=False)


@pytest.fixture(scope="session")
def whole(cache: Path) -> Library:
    """With the topics beyond the 87."""
    return load(cache=cache, further=True)
