"""The methods of the Bot API, by name; each is a function from a Request to its result."""

from sandbox.telegram.methods import editing, files, profile, queries, sending, transport
from sandbox.telegram.methods.request import METHODS, NAMES, Request

__all__ = ["METHODS", "NAMES", "Request", "editing", "files", "profile", "queries", "sending", "transport"]
