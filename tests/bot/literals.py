"""Reads in the bot's own code which buttons it makes and listens for, so that no test forgets one."""

import ast
from collections.abc import Iterator
from pathlib import Path

from aiogram.filters.callback_data import CallbackData

import bot
from bot import callbacks

FIELDS = frozenset({"act", "to", "mode", "role", "question"})
FACTORIES = {
    name: kind
    for name, kind in vars(callbacks).items()
    if isinstance(kind, type) and issubclass(kind, CallbackData) and kind is not CallbackData
}


def _words(tree: ast.AST) -> set[str]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def _in_call(node: ast.Call) -> Iterator[tuple[str, str]]:
    """Yields what a call makes a button of, as `Go(to="home")` or `back(speech, "home")`, or listens for."""
    match node.func:
        case ast.Name(id=name) if name in FACTORIES:
            wanted = [keyword.value for keyword in node.keywords if keyword.arg in FIELDS]
        case ast.Attribute(value=ast.Name(id=name), attr="filter") if name in FACTORIES:
            wanted = list(node.args)
        case ast.Name(id="back"):
            name, wanted = "Go", list(node.args[1:])
        case _:
            return
    yield from ((name, word) for tree in wanted for word in _words(tree))


def _in_function(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[str, str]]:
    """Yields what a handler compares the tapped button with."""
    kinds = [a.annotation.id for a in node.args.args if a.arg == "callback_data" and isinstance(a.annotation, ast.Name)]
    for kind in kinds:
        for below in ast.walk(node):
            subject = below.left if isinstance(below, ast.Compare) else getattr(below, "subject", None)
            if isinstance(subject, ast.Attribute) and subject.attr in FIELDS:
                trees = below.comparators if isinstance(below, ast.Compare) else [case.pattern for case in below.cases]
                yield from ((kind, word) for tree in trees for word in _words(tree))


def literals() -> set[tuple[str, str]]:
    """Returns every button and action that the bot's code names."""
    found: set[tuple[str, str]] = set()
    for file in Path(bot.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call):
                found.update(_in_call(node))
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found.update(_in_function(node))
    return found
