"""aiogram, imported so that each of its types and methods is built when first used, and not all 700 at the start."""

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pydantic import BaseModel


def _named(model: type[BaseModel], /, *, _types_namespace: Mapping[str, Any], **_: Any) -> None:
    """Gives the module of a type the names that its annotations speak of, which is all that building it later needs."""
    module = vars(sys.modules[model.__module__])
    said = (str(annotation) for base in model.__mro__ for annotation in vars(base).get("__annotations__", {}).values())
    for name in set(re.findall(r"\w+", " ".join(said))) & _types_namespace.keys():
        module.setdefault(name, _types_namespace[name])


@contextmanager
def _unbuilt() -> Iterator[None]:
    """Keeps aiogram from building models, most of which are never used: 3 s of CPU and 100 MiB.

    What a model refuses is not quoted either: errors go to the log, and what people wrote and are called does not.
    """
    built, config = BaseModel.__dict__["model_rebuild"], BaseModel.model_config
    BaseModel.model_rebuild = classmethod(_named)  # type: ignore[assignment,method-assign]  # for one import only
    # aiogram's methods, unlike its types, do not ask to be built later.
    BaseModel.model_config = {**config, "defer_build": True, "hide_input_in_errors": True}
    try:
        yield
    finally:
        BaseModel.model_rebuild = built  # type: ignore[method-assign]  # what it was
        BaseModel.model_config = config


with _unbuilt():
    from aiogram import Bot
    from aiogram.exceptions import (
        TelegramAPIError,
        TelegramNetworkError,
        TelegramRetryAfter,
        TelegramServerError,
        TelegramUnauthorizedError,
    )

__all__ = [
    "Bot",
    "TelegramAPIError",
    "TelegramNetworkError",
    "TelegramRetryAfter",
    "TelegramServerError",
    "TelegramUnauthorizedError",
]
