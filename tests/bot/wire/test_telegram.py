"""aiogram's types are built when they are first used, and every one of them can be."""

import pytest
from aiogram import types
from pydantic import BaseModel

MODELS = [
    found for name in types.__all__ if isinstance(found := getattr(types, name), type) and issubclass(found, BaseModel)
]


def test_what_nothing_has_used_yet_is_not_built():
    assert not types.PassportElementErrorUnspecified.__pydantic_complete__


def test_an_update_of_any_kind_finds_all_it_speaks_of():
    assert types.Update.model_rebuild(force=True)


@pytest.mark.long
@pytest.mark.parametrize("model", MODELS)
def test_every_type_finds_all_it_speaks_of(model):
    assert model.model_rebuild(force=True)
