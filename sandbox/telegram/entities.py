"""Text as Telegram counts and marks it: UTF-16 lengths, entities, links found in plain text, entities back to HTML."""

import html
import re
from typing import Any

Entity = dict[str, Any]

_FOUND_IN_TEXT = (
    ("url", re.compile(r"\bhttps?://[^\s<>\"]+[^\s<>\".,;:!?)\]'»]|(?<![\w/@.])t\.me/[^\s<>\"]+[^\s<>\".,;:!?)\]'»]")),
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]*\w")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@\w{3,32})?\b")),
    ("mention", re.compile(r"(?<![\w/@])@\w{4,32}\b")),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
)
_LINKS = frozenset({"url", "email", "bot_command"})
_OPAQUE = frozenset({"pre", "code", "text_link", "text_mention", "url"})
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}
_ORDER = ("expandable_blockquote", "blockquote", "text_link", "text_mention", "pre", "code")


def units(text: str) -> int:
    """Returns the length of a text in UTF-16 code units, the only length Telegram knows."""
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


def in_order(entities: list[Entity]) -> list[Entity]:
    """Returns entities as Telegram lists them: by beginning, the longer first, blocks outside of styles."""

    def place(entity: Entity) -> tuple[int, int, int]:
        kind = entity["type"]
        return entity["offset"], -entity["length"], _ORDER.index(kind) if kind in _ORDER else len(_ORDER)

    return sorted(entities, key=place)


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Returns the text without the white space around it, and its entities moved and cut to fit."""
    kept = text.strip(" \n\r\t")
    shift = units(text[: len(text) - len(text.lstrip(" \n\r\t"))])
    length = units(kept)
    fitting = []
    for entity in entities:
        begin = max(entity["offset"] - shift, 0)
        end = min(entity["offset"] + entity["length"] - shift, length)
        if end > begin:
            fitting.append({**entity, "offset": begin, "length": end - begin})
    return kept, fitting


def found(text: str, marked: list[Entity]) -> list[Entity]:
    """Returns the entities given and those Telegram finds by itself: links, commands, mentions, tags."""
    taken = [(e["offset"], e["offset"] + e["length"]) for e in marked if e["type"] in _OPAQUE]
    entities = list(marked)
    for kind, pattern in _FOUND_IN_TEXT:
        for match in pattern.finditer(text):
            begin = units(text[: match.start()])
            end = begin + units(match.group())
            if all(end <= a or begin >= b for a, b in taken):
                entities.append({"type": kind, "offset": begin, "length": end - begin})
                taken.append((begin, end))
    return in_order(entities)


def as_html(text: str, entities: list[Entity], *, links: bool = False) -> str:
    """Returns the text as the HTML a bot would have sent for it; with `links` what was found in it is a link too."""
    opened: dict[int, list[str]] = {}
    closed: dict[int, list[str]] = {}
    for entity in in_order(entities):
        before, after = _tags(entity)
        if links and entity["type"] in _LINKS:
            before, after = _found_link(entity, text)
        if before:
            opened.setdefault(entity["offset"], []).append(before)
            closed.setdefault(entity["offset"] + entity["length"], []).insert(0, after)
    parts: list[str] = []
    place = 0
    for character in text:
        parts += [*closed.get(place, ()), *opened.get(place, ()), html.escape(character, quote=False)]
        place += units(character)
    return "".join([*parts, *closed.get(place, ())])


def _found_link(entity: Entity, text: str) -> tuple[str, str]:
    wide = text.encode("utf-16-le")
    said = wide[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
    url = {"email": f"mailto:{said}", "bot_command": f"#{said}"}.get(entity["type"], said)
    address = url if ":" in url or url.startswith("#") else f"https://{url}"
    return f'<a href="{html.escape(address)}">', "</a>"


def _tags(entity: Entity) -> tuple[str, str]:
    kind = entity["type"]
    if kind == "text_link":
        return f'<a href="{html.escape(entity["url"])}">', "</a>"
    if kind == "text_mention":
        return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
    if kind == "custom_emoji":
        return f'<tg-emoji emoji-id="{html.escape(entity["custom_emoji_id"])}">', "</tg-emoji>"
    if kind == "pre" and "language" in entity:
        return f'<pre><code class="language-{html.escape(entity["language"])}">', "</code></pre>"
    if kind not in _TAGS:
        return "", ""
    tag = _TAGS[kind]
    return f"<{tag}{' expandable' if kind == 'expandable_blockquote' else ''}>", f"</{tag}>"
