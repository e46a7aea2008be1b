"""What the tests in the browser share: their time."""

import pytest


@pytest.fixture
def time_runs() -> bool:
    """The clock goes on: the demo beside the browser lives, and so do its codes and its waits."""
    return True
