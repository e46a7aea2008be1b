"""What the log says of errors: where and of what kind, never what people wrote and are called."""

import io
import logging
from collections.abc import Callable, Iterator

import pytest
import structlog

from app import logs
from bot.telegram import Bot  # noqa: F401 - the first that imports aiogram


@pytest.fixture(params=["json", "console"])
def said(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    root, out = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers, root.level
    monkeypatch.setattr("sys.stderr", out)
    logs.configure(request.param, "debug")
    yield out
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def _unreadable_update() -> None:
    from aiogram.types import Update

    chat = {"id": "Quillemina", "type": "private", "first_name": "Quillemina"}
    Update.model_validate({"update_id": 1, "message": {"message_id": "Quillemina", "date": 1, "chat": chat}})


def _number() -> None:
    int("Quillemina")


def _key() -> None:
    {}["Quillemina"]


def _row_of_postgres() -> None:
    raise RuntimeError('violates "uq_person_phone"\nDETAIL:  Failing row contains (Quillemina,\n+359).\n[SQL: INSERT]')


def _group() -> None:
    raise ExceptionGroup("two", [ValueError("Quillemina"), RuntimeError("x")])


def _caused() -> None:
    try:
        _number()
    except ValueError as error:
        raise RuntimeError("because") from error


@pytest.mark.parametrize("fails", [_unreadable_update, _number, _key, _row_of_postgres, _group, _caused])
def test_no_error_is_logged_with_what_it_was_given(said: io.StringIO, fails: Callable[[], None]) -> None:
    try:
        fails()
    except Exception as error:
        structlog.get_logger("bot.wire").exception("update_parked")
        logging.getLogger("asyncio").exception("never retrieved", exc_info=error)
    line = said.getvalue()
    assert line.count("test_logs.py") >= 2, "where it happened"
    assert fails.__name__ in line
    assert "Quillemina" not in line
    if fails is _row_of_postgres:
        assert "uq_person_phone" in line
