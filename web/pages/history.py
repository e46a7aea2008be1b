"""The history of a member by month: what it was, when and where, what was paid, and the points."""

from collections.abc import Sequence
from html import escape
from itertools import groupby

from services.members.history import Entry
from services.passes.pass_facts import PassFacts
from web.pages.standing import ends, row
from web.pages.words import Words


def history(words: Words, facts: PassFacts, entries: Sequence[Entry]) -> str:
    """Returns until when the points are good, and the entries, the newest first; "" when there is neither."""
    parts = [ends(words, facts)]
    for month, found in groupby(entries, lambda entry: words.month(entry.at)):
        rows = "".join(_row(words, entry, pointless=facts.headline is not None) for entry in found)
        parts.append(f"<section><h2>{escape(month)}</h2>\n<ul>{rows}</ul></section>")
    return "\n".join(part for part in parts if part)


def _row(words: Words, entry: Entry, *, pointless: bool) -> str:
    joined = entry.kind == "welcome" and not entry.points  # a gift of nothing is only the day when they joined
    kind = "purchase-back" if entry.reversed else "joined" if joined else entry.kind
    paid = words.money_in(entry.money, entry.currency) if entry.money else ""
    about = " · ".join(part for part in (words.moment(entry.at), entry.outlet, paid) if part)
    points = "" if joined or pointless else f"<b>{escape(words.signed(entry.points))}</b>"
    return row(f"{escape(words.kind(kind))}<small>{escape(about)}</small>", points)
