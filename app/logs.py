"""Log lines: for people or for a collector, with ids, without tokens or personal data."""

import logging
import re
import sys
from typing import Any, Literal

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_SECRETS = re.compile(r"\d{6,}:[\w-]{20,}|(?<=start=)[\w-]+|(?<=/p/)[\w-]+|(?<=ApplePass )\S+", re.ASCII)
"""Bot tokens, start payloads, pages of cards, keys of passes: whatever a library may quote in an error of its own."""


_TRACEBACKS = structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False))
"""Without the values of local variables: those are what people wrote and are called."""


def configure(form: Literal["console", "json"], level: str) -> None:
    """Sends our lines from `level` on, and the libraries' warnings, to standard error."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    ends: list[Processor] = (
        [_TRACEBACKS, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if form == "json"
        else [
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)
        ]
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
