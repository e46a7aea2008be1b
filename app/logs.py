"""Log lines: for people or for a collector, with ids, without tokens or personal data."""

import logging
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Any, Literal, TextIO

import structlog
from structlog.tracebacks import ExceptionDictTransformer, safe_str
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

_SECRETS = re.compile(r"\d{6,}:[\w-]{20,}|(?<=start=)[\w-]+|(?<=/p/)[\w-]+|(?<=ApplePass )\S+", re.ASCII)
"""Bot tokens, start payloads, pages of cards, keys of passes: whatever a library may quote in an error of its own."""


_QUOTING = (ValueError, LookupError, ArithmeticError)
"""Errors, those of libraries among them, whose words quote what they were given: what people wrote and are called."""
_DATA_EXCEPTION = "22"
"""The class of SQL states in which a database quotes a value that it cannot read."""
_DETAIL = re.compile(r"DETAIL: .*?(?=\n\[SQL|\n\n|\Z)", re.DOTALL)
"""PostgreSQL shows the row that it refuses."""

_as_dicts = ExceptionDictTransformer(show_locals=False)


def _tracebacks(exc_info: ExcInfo) -> list[dict[str, Any]]:
    """Returns an error as structlog does, without what it quotes, and without the values of local variables."""
    stacks = _as_dicts(exc_info)
    # What a quoting error came from was given the same, and what came of it may repeat its words.
    quoting = [error for found in _related(exc_info[1]) if _quotes(found) for error in _related(found)]
    classes, words = {type(error).__name__ for error in quoting}, {safe_str(error) for error in quoting} - {""}
    for stack in _all(stacks):
        hidden = stack["exc_type"] in classes or any(each in stack["exc_value"] for each in words)
        stack["exc_value"] = "(not shown)" if hidden else _DETAIL.sub("DETAIL: (not shown)", stack["exc_value"])
        stack["exc_notes"] = []
    return stacks


def _related(error: BaseException | None) -> Iterator[BaseException]:
    """Yields an error, what it came from, and all of a group."""
    left, seen = [error], set[int]()
    while left:
        found = left.pop()
        if found is None or id(found) in seen:
            continue
        seen.add(id(found))
        yield found
        left += [found.__cause__, found.__context__]
        if isinstance(found, BaseExceptionGroup):
            left += found.exceptions


def _quotes(error: BaseException) -> bool:
    return isinstance(error, _QUOTING) or str(getattr(error, "sqlstate", None)).startswith(_DATA_EXCEPTION)


def _all(stacks: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for stack in stacks:
        yield stack
        for group in stack.get("exceptions", ()):
            yield from _all(group)


def _in_text(out: TextIO, exc_info: ExcInfo) -> None:
    """Writes an error as Python does, from the first cause to what came of it."""
    for stack in reversed(list(_all(_tracebacks(exc_info)))):
        out.write("\n")
        out.writelines(f"  {frame['filename']}:{frame['lineno']} in {frame['name']}\n" for frame in stack["frames"])
        out.write(f"{stack['exc_type']}: {stack['exc_value']}\n")


def configure(form: Literal["console", "json"], level: str) -> None:
    """Sends our lines from `level` on, and the libraries' warnings, to standard error."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    ends: list[Processor] = (
        [structlog.processors.ExceptionRenderer(_tracebacks), structlog.processors.JSONRenderer(ensure_ascii=False)]
        if form == "json"
        else [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=_in_text)]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *ends, _without_secrets],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for room in ("app", "bot", "jobs", "services", "storage", "wallet", "web"):
        logging.getLogger(room).setLevel(level.upper())
    # That a turn of the timetable is left out while the last one goes on is no trouble: the next does what is due.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _without_secrets(_logger: WrappedLogger, _name: str, line: str | bytes | EventDict | Any) -> str:
    return _SECRETS.sub("[hidden]", str(line))
