"""What the log says of errors: where and of what kind, never what people wrote and are called."""

import io
import logging
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

import pytest
import structlog
from pydantic import BaseModel, ValidationError
from sqlalchemy import Text, TypeDecorator, create_engine, literal, select, text
from sqlalchemy.exc import DBAPIError

from app import logs
from bot.telegram import Bot  # noqa: F401 - the first that imports aiogram
from services.database import Database


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


class _OfALibraryError(ValueError):
    """A library's own kind of a Python error."""


class _Refusing(TypeDecorator[str]):
    """A type that refuses what it is given."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: object) -> str | None:
        raise ValueError(value)


class _Phone(BaseModel):
    digits: int


def _subclass() -> None:
    raise _OfALibraryError("cannot read Quillemina")


def _time_zone() -> None:
    ZoneInfo("Quillemina")


def _model() -> None:
    _Phone.model_validate({"digits": "Quillemina"})


def _nested() -> None:
    try:
        _model()
    except ValidationError as error:
        raise ExceptionGroup("one", [RuntimeError("x"), ExceptionGroup("two", [error])]) from None


def _value_of_a_statement() -> None:
    with create_engine("sqlite://").connect() as connection:
        connection.execute(select(literal("Quillemina", _Refusing())))


def _repeated() -> None:
    try:
        _number()
    except ValueError as error:
        raise RuntimeError(f"it was said that {error}") from error


@pytest.mark.parametrize(
    "fails",
    [
        *(_unreadable_update, _number, _key, _row_of_postgres, _group, _caused),
        *(_subclass, _time_zone, _model, _nested, _value_of_a_statement, _repeated),
    ],
)
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


@pytest.mark.database("postgresql")
@pytest.mark.parametrize("kind", ["uuid", "integer"])  # the one is refused by the server, the other by the driver
async def test_no_value_is_logged_that_postgresql_or_its_driver_refuses(
    said: io.StringIO, database: Database, kind: str
) -> None:
    with pytest.raises(DBAPIError) as caught:
        await database.read(lambda connection: connection.execute(_CASTS[kind], {"given": "Quillemina"}))
    assert "Quillemina" in str(caught.value)
    structlog.get_logger("bot.wire").error("update_parked", exc_info=caught.value)
    assert "DBAPIError" in said.getvalue() or "DataError" in said.getvalue()
    assert "Quillemina" not in said.getvalue()


_CASTS = {
    "uuid": text("SELECT CAST(CAST(:given AS text) AS uuid)"),
    "integer": text("SELECT CAST(:given AS integer)"),
}
