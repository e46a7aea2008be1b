"""aiogram's types and methods are built when they are first used, and every one of them can be."""

import pytest
from aiogram import methods, types
from pydantic import BaseModel


def _models(room):
    named = (getattr(room, name) for name in room.__all__)
    return [found for found in named if isinstance(found, type) and issubclass(found, BaseModel)]


MODELS = [*_models(types), *_models(methods)]


def test_what_nothing_has_used_yet_is_not_built():
    assert not types.PassportElementErrorUnspecified.__pydantic_complete__
    assert not methods.SetPassportDataErrors.__pydantic_complete__


def test_models_of_our_own_are_built_at_once():
    class Ours(BaseModel):
        name: str

    assert Ours.__pydantic_complete__


def test_an_update_of_any_kind_finds_all_it_speaks_of():
    assert types.Update.model_rebuild(force=True)


def test_a_method_finds_all_it_speaks_of():
    assert methods.AnswerWebAppQuery.model_rebuild(force=True)


@pytest.mark.long
@pytest.mark.parametrize("model", MODELS)
def test_every_type_finds_all_it_speaks_of(model):
    assert model.model_rebuild(force=True)
