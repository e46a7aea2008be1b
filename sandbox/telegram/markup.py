"""Turns HTML and MarkdownV2 into a text with entities, refusing bad markup in Telegram's words."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.telegram.entities import Entity, in_order, units
from sandbox.telegram.errors import Refusal, bad_request

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_REFERENCES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
_ATTRIBUTE = re.compile(r"\s*([^\s=>/\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9.-]+)))?\s*")
_USER_LINK = re.compile(r"tg://user\?id=(\d+)$")


def parse(text: str, mode: str) -> tuple[str, list[Entity]]:
    """Returns the plain text and the entities of a marked-up text; `mode` is a parse_mode or empty.

    Raises a 400 Refusal "can't parse entities: …" for markup that Telegram would not take.
    """
    match mode.lower():
        case "" | "none":
            return text, []
        case "html":
            return _Html(text).parse()
        case "markdownv2":
            return _Markdown(text).parse()
        case _:
            raise bad_request("unsupported parse_mode")


def _fault(reason: str) -> Refusal:
    return bad_request(f"can't parse entities: {reason}")


def _bytes(text: str, place: int) -> int:
    return len(text[:place].encode())


def _link(url: str, text: str) -> dict[str, object] | None:
    """Returns what an entity says of a link, or None for an address that Telegram drops silently."""
    url = url or text
    if user := _USER_LINK.match(url):
        return {"type": "text_mention", "user": {"id": int(user[1]), "is_bot": False, "first_name": text}}
    if not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*://|[\w.-]+\.\w{2,}", url):
        return None
    return {"type": "text_link", "url": url if "://" in url else f"http://{url}"}


@dataclass
class _Open:
    name: str
    offset: int
    began: int
    argument: str = ""


class _Html:
    def __init__(self, source: str) -> None:
        self.source = source
        self.out: list[str] = []
        self.length = 0
        self.stack: list[_Open] = []
        self.entities: list[Entity] = []

    def parse(self) -> tuple[str, list[Entity]]:
        place = 0
        while place < len(self.source):
            character = self.source[place]
            if character == "<":
                place = self._end(place) if self.source[place + 1 : place + 2] == "/" else self._start(place)
            elif character == "&" and (reference := _REFERENCE.match(self.source, place)):
                self._write(_character(reference))
                place = reference.end()
            else:
                self._write(character)
                place += 1
        if self.stack:
            raise _fault(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].name}"')
        return "".join(self.out), in_order(self.entities)

    def _write(self, text: str) -> None:
        self.out.append(text)
        self.length += units(text)

    def _start(self, begin: int) -> int:
        at = _bytes(self.source, begin)
        end = begin + 1
        while end < len(self.source) and self.source[end] != ">" and not self.source[end].isspace():
            end += 1
        if end == len(self.source):
            raise _fault(f"Unclosed start tag at byte offset {at}")
        name = self.source[begin + 1 : end].lower()
        if name not in _STYLES:
            raise _fault(f'Unsupported start tag "{name}" at byte offset {at}')
        attributes: dict[str, str] = {}
        while end < len(self.source) and self.source[end] != ">":
            attribute = _ATTRIBUTE.match(self.source, end)
            if attribute is None:
                if not self.source[end:].strip():
                    break
                raise _fault(f'Empty attribute name in the tag "{name}" at byte offset {at}')
            key, *values = attribute.groups()
            attributes[key.lower()] = _REFERENCE.sub(_character, next((v for v in values if v is not None), ""))
            end = attribute.end()
        if end >= len(self.source):
            raise _fault(f"Unclosed start tag at byte offset {at}")
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _fault(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
        self.stack.append(_Open(name, self.length, len(self.out), _argument(name, attributes)))
        return end + 1

    def _end(self, begin: int) -> int:
        at = _bytes(self.source, begin)
        if not self.stack:
            raise _fault(f"Unexpected end tag at byte offset {at}")
        end = self.source.find(">", begin)
        if end < 0:
            raise _fault(f"Unclosed end tag at byte offset {at}")
        name = self.source[begin + 2 : end].strip().lower()
        tag = self.stack.pop()
        if name and name != tag.name:
            raise _fault(f'Unmatched end tag at byte offset {at}, expected "</{tag.name}>", found "</{name}>"')
        if self.length > tag.offset:
            self._mark(tag)
        return end + 1

    def _mark(self, tag: _Open) -> None:
        span = {"offset": tag.offset, "length": self.length - tag.offset}
        kind = _STYLES[tag.name]
        if tag.name == "a":
            link = _link(tag.argument, "".join(self.out[tag.began :]))
            if link is not None:
                self.entities.append({**link, **span})
        elif tag.name == "tg-emoji":
            if not tag.argument.isdigit():
                raise _fault("Invalid custom emoji identifier specified")
            self.entities.append({"type": kind, "custom_emoji_id": tag.argument, **span})
        elif tag.name == "blockquote" and tag.argument:
            self.entities.append({"type": "expandable_blockquote", **span})
        elif tag.name == "pre" and self.entities and self.entities[-1] == {**self.entities[-1], "type": "code", **span}:
            inner = self.entities.pop()
            language = {"language": inner["language"]} if "language" in inner else {}
            self.entities.append({"type": "pre", **language, **span})
        else:
            language = {"language": tag.argument} if tag.name == "code" and tag.argument else {}
            self.entities.append({"type": kind, **language, **span})


def _argument(tag: str, attributes: dict[str, str]) -> str:
    match tag:
        case "a":
            return attributes.get("href", "")
        case "code":
            return attributes.get("class", "").removeprefix("language-")
        case "tg-emoji":
            return attributes.get("emoji-id", "")
        case "blockquote":
            return "expandable" if "expandable" in attributes else ""
    return ""


def _character(reference: re.Match[str]) -> str:
    hexadecimal, decimal, name = reference.groups()
    if name:
        return _REFERENCES[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else reference.group()


_SIGNS = {"*": "Bold", "_": "Italic", "__": "Underline", "~": "Strikethrough", "||": "Spoiler", "`": "Code"}
_VERBATIM = frozenset({"Code", "Pre", "PreCode"})
_RESERVED = frozenset("()>#+-=|{}.")
_KINDS = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
}


class _Markdown:
    def __init__(self, source: str) -> None:
        self.source = source
        self.out: list[str] = []
        self.length = 0
        self.stack: list[_Open] = []
        self.entities: list[Entity] = []
        self.quote: int | None = None
        self.at_line_start = True
        self._signs: dict[str, Callable[[int, str], int]] = {
            "\n": self._new_line,
            ">": self._begin_quote,
            "`": self._code,
            "[": self._begin_link,
            "!": self._begin_link,
            "]": self._end_link,
            **dict.fromkeys("_*~|", self._style),
        }

    def parse(self) -> tuple[str, list[Entity]]:
        place = 0
        while place < len(self.source):
            place = self._step(place)
        if self.stack and self.stack[-1].name == "Spoiler" and self.quote == self._quote_of_last_spoiler():
            self.stack.pop()
            self._close_quote("expandable_blockquote")
        if self.quote is not None:
            self._close_quote("blockquote")
        if self.stack:
            self._unclosed()
        return "".join(self.out), in_order(self.entities)

    def _quote_of_last_spoiler(self) -> int | None:
        # "||" as the very last thing of a quote makes it expandable instead of opening a spoiler.
        return self.quote if self.stack[-1].offset == self.length else None

    def _unclosed(self) -> None:
        last = self.stack[-1]
        raise _fault(f"Can't find end of {last.name} entity at byte offset {last.began}")

    def _write(self, text: str) -> None:
        self.out.append(text)
        self.length += units(text)
        self.at_line_start = text.endswith("\n")

    def _close_quote(self, kind: str) -> None:
        if self.quote is not None and self.length > self.quote:
            self.entities.append({"type": kind, "offset": self.quote, "length": self.length - self.quote})
        self.quote = None

    def _step(self, place: int) -> int:
        character = self.source[place]
        inside = self.stack[-1].name if self.stack else ""
        if character == "\\" and 0 < ord(self.source[place + 1 : place + 2] or "\0") <= 126:
            self._write(self.source[place + 1])
            return place + 2
        if inside in _VERBATIM and character != "`":
            self._write(character)
            return place + 1
        return self._signs.get(character, self._plain)(place, inside)

    def _plain(self, place: int, inside: str) -> int:
        if self.source[place] in _RESERVED:
            self._reserved(self.source[place])
        self._write(self.source[place])
        return place + 1

    def _reserved(self, character: str) -> None:
        raise _fault(f"Character '{character}' is reserved and must be escaped with the preceding '\\'")

    def _begin_quote(self, place: int, inside: str) -> int:
        if not self.at_line_start:
            self._reserved(">")
        self.quote = self.length if self.quote is None else self.quote
        self.at_line_start = False
        return place + 1

    def _begin_link(self, place: int, inside: str) -> int:
        sign = "[" if self.source[place] == "[" else "!["
        if not self.source.startswith(sign, place):
            self._reserved(self.source[place])
        name = "TextUrl" if sign == "[" else "CustomEmoji"
        self.stack.append(_Open(name, self.length, _bytes(self.source, place), str(len(self.out))))
        return place + len(sign)

    def _new_line(self, place: int, inside: str) -> int:
        if self.quote is not None and not self.source.startswith(">", place + 1):
            kind = "blockquote"
            if self.stack and self.stack[-1].name == "Spoiler" and self.stack[-1].offset == self.length:
                self.stack.pop()
                kind = "expandable_blockquote"
            self._close_quote(kind)
        self._write("\n")
        return place + 1

    def _code(self, place: int, inside: str) -> int:
        fence = self.source.startswith("```", place)
        if inside == "Code" or (inside in {"Pre", "PreCode"} and fence):
            self._end_style()
            return place + (1 if inside == "Code" else 3)
        if inside in _VERBATIM:
            self._write("`")
            return place + 1
        if not fence:
            self.stack.append(_Open("Code", self.length, _bytes(self.source, place)))
            return place + 1
        language = re.compile(r"([^\s`]+)(?=\s)|").match(self.source, place + 3)
        name = language[1] if language and language[1] else ""
        self.stack.append(_Open("PreCode" if name else "Pre", self.length, _bytes(self.source, place), name))
        end = place + 3 + len(name)
        return end + 1 if self.source.startswith("\n", end) else end

    def _style(self, place: int, inside: str) -> int:
        character = self.source[place]
        pair = character * 2
        double = character in "_|" and self.source.startswith(pair, place)
        sign = pair if double else character
        if sign == "|":
            self._reserved(sign)
        name = _SIGNS[sign]
        if inside == name:
            self._end_style()
        else:
            self.stack.append(_Open(name, self.length, _bytes(self.source, place)))
        return place + len(sign)

    def _end_style(self) -> None:
        style = self.stack.pop()
        if self.length > style.offset:
            language = {"language": style.argument} if style.name == "PreCode" else {}
            span = {"offset": style.offset, "length": self.length - style.offset}
            self.entities.append({"type": _KINDS[style.name], **language, **span})

    def _end_link(self, place: int, inside: str) -> int:
        if inside not in {"TextUrl", "CustomEmoji"}:
            self._reserved("]")
        link = self.stack.pop()
        text = "".join(self.out[int(link.argument) :])
        span = {"offset": link.offset, "length": self.length - link.offset}
        url, end = self._url(place + 1)
        if link.name == "CustomEmoji":
            emoji = re.match(r"tg://emoji\?id=(\d+)$", url)
            if emoji is None:
                raise _fault("The entity must contain a tg://emoji or tg://time URL")
            self.entities.append({"type": "custom_emoji", "custom_emoji_id": emoji[1], **span})
        elif span["length"] and (said := _link(url, text)) is not None:
            self.entities.append({**said, **span})
        return end

    def _url(self, place: int) -> tuple[str, int]:
        if not self.source.startswith("(", place):
            return "", place
        address = re.compile(r"((?:\\[\x01-\x7e]|[^)])*)\)").match(self.source, place + 1)
        if address is None:
            raise _fault(f"Can't find end of a URL at byte offset {_bytes(self.source, place + 1)}")
        return re.sub(r"\\([\x01-\x7e])", r"\1", address[1]), address.end()
