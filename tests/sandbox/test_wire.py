"""The Bot API at the wire: bodies, refusals in Telegram's words, markup, limits, faults, files, order."""

import asyncio
import contextlib
import json
import time

import httpx
import pytest

from sandbox.phone import Phone
from sandbox.server import Sandbox
from sandbox.telegram.errors import Refusal
from sandbox.telegram.limits import Limits


async def test_every_kind_of_body_is_read(sandbox: Sandbox, http: httpx.AsyncClient, anna: Phone) -> None:
    url = f"/bot{sandbox.token}/sendMessage"
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    plain = {"chat_id": str(anna.user.id), "text": "x", "reply_markup": json.dumps(markup)}
    answers = [
        await http.post(url, json={"chat_id": anna.user.id, "text": "x", "reply_markup": markup}),
        await http.post(url, data=plain),
        await http.post(url, files={name: (None, value) for name, value in plain.items()}),
        await http.get(url, params=plain),
    ]
    for answer in answers:
        assert answer.json()["result"]["text"] == "x"
        assert answer.json()["result"]["reply_markup"] == markup


async def test_a_wrong_token_and_an_unknown_method(sandbox: Sandbox, http: httpx.AsyncClient) -> None:
    wrong = await http.get("/bot1:nope/getMe")
    assert (wrong.status_code, wrong.json()) == (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
    unknown = await http.get(f"/bot{sandbox.token}/getEverything")
    assert (unknown.status_code, unknown.json()["description"]) == (404, "Not Found: method not found")
    assert (await http.get(f"/bot{sandbox.token}/GETME")).json()["result"]["username"] == "tessera_bot"


REFUSALS = [
    ({"text": ""}, "Bad Request: message text is empty"),
    ({"text": "  \n"}, "Bad Request: text must be non-empty"),
    ({"text": "<b> </b>", "parse_mode": "HTML"}, "Bad Request: text must be non-empty"),
    ({"text": "x" * 4097}, "Bad Request: message is too long"),
    ({"text": "😀" * 2049}, "Bad Request: message is too long"),
    ({"chat_id": 5}, "Bad Request: chat not found"),
    ({"chat_id": "@nobody"}, "Bad Request: chat not found"),
    ({"chat_id": ""}, "Bad Request: chat_id is empty"),
    ({"parse_mode": "BBCode"}, "Bad Request: unsupported parse_mode"),
    ({"reply_markup": "{"}, "Bad Request: can't parse reply keyboard markup JSON object"),
    ({"reply_markup": [1]}, "Bad Request: object expected as reply markup"),
    (
        {"reply_markup": {"inline_keyboard": [[{"text": "A"}]]}},
        "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        {"reply_markup": {"inline_keyboard": [[{"text": "A", "callback_data": "ж" * 33}]]}},
        "Bad Request: BUTTON_DATA_INVALID",
    ),
    (
        {"reply_markup": {"inline_keyboard": [[{"text": "A", "url": "javascript:1"}]]}},
        "Bad Request: inline keyboard button URL 'javascript:1' is invalid: Wrong HTTP URL",
    ),
    (
        {"reply_markup": {"inline_keyboard": [[{"text": "A", "web_app": {"url": "http://example.org/x"}}]]}},
        (
            "Bad Request: inline keyboard button Web App URL 'http://example.org/x' is invalid: "
            "Only HTTPS links are allowed"
        ),
    ),
    ({"reply_parameters": {"message_id": 1}}, "Bad Request: message to be replied not found"),
]


@pytest.mark.parametrize(("change", "words"), REFUSALS)
async def test_sending_is_refused_in_telegrams_words(call, anna: Phone, change: dict, words: str) -> None:
    before = len(anna.messages)
    answer = await call("sendMessage", **{"chat_id": anna.user.id, "text": "x", **change})
    assert (answer["ok"], answer.get("description")) == (False, words)
    assert len(anna.messages) == before


async def test_the_longest_text_and_button_fit(call, anna: Phone) -> None:
    rows = [[{"text": "A", "callback_data": "ж" * 32}, {"text": "B", "url": "http://127.0.0.1:8000/p/x.pkpass"}]]
    text = "<b>" + "😀" * 2048 + "</b>"
    markup = {"inline_keyboard": rows}
    answer = await call("sendMessage", chat_id=anna.user.id, text=text, parse_mode="HTML", reply_markup=markup)
    assert answer["result"]["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


UNCHANGED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
EDITS = [
    ({"text": "Hello", "parse_mode": "HTML"}, UNCHANGED),
    ({"text": "x", "message_id": 1}, "Bad Request: message to edit not found"),
    ({"text": "x", "message_id": 0}, "Bad Request: message identifier is not specified"),
]


@pytest.mark.parametrize(("change", "words"), EDITS)
async def test_editing_is_refused_in_telegrams_words(call, anna: Phone, change: dict, words: str) -> None:
    sent = (await call("sendMessage", chat_id=anna.user.id, text="Hello"))["result"]
    place = {"chat_id": anna.user.id, "message_id": sent["message_id"]}
    assert (await call("editMessageText", **{**place, **change}))["description"] == words
    assert anna.last.text == "Hello"
    assert not anna.last.edited


async def test_a_persons_message_cannot_be_edited(call, anna: Phone) -> None:
    await anna.say("mine")
    answer = await call("editMessageText", chat_id=anna.user.id, message_id=anna.messages[-1].id, text="yours")
    assert answer["description"] == "Bad Request: message can't be edited"


async def test_buttons_are_changed_and_taken_away(call, anna: Phone) -> None:
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    sent = (await call("sendMessage", chat_id=anna.user.id, text="Hello", reply_markup=markup))["result"]
    place = {"chat_id": anna.user.id, "message_id": sent["message_id"]}
    assert "not modified" in (await call("editMessageReplyMarkup", **place, reply_markup=markup))["description"]
    assert "reply_markup" not in (await call("editMessageReplyMarkup", **place))["result"]
    assert anna.last.labels == []
    assert (await call("deleteMessage", **place))["result"] is True
    assert (await call("deleteMessage", **place))["description"] == "Bad Request: message to delete not found"


MARKUP = [
    ("HTML", "<b>a</b>", "a", [{"type": "bold", "offset": 0, "length": 1}]),
    ("HTML", "😀<i>a<b>b</b></i>&lt;&#33;", "😀ab<!", [("italic", 2, 2), ("bold", 3, 1)]),
    ("HTML", '<a href="https://x.org/?a=1&amp;b=2">x</a>', "x", [("text_link", 0, 1)]),
    ("HTML", '<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1)]),
    (
        "HTML",
        '<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>',
        "ab",
        [("spoiler", 0, 1), ("spoiler", 1, 1)],
    ),
    ("HTML", "<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
    ("HTML", "  <b> a </b> ", "a", [("bold", 0, 1)]),
    (
        "MarkdownV2",
        "*a* _b_ __c__ ~d~ ||e||",
        "a b c d e",
        [("bold", 0, 1), ("italic", 2, 1), ("underline", 4, 1), ("strikethrough", 6, 1), ("spoiler", 8, 1)],
    ),
    ("MarkdownV2", "`x_*` [y](https://x.org) 1\\.5", "x_* y 1.5", [("code", 0, 3), ("text_link", 4, 1)]),
    ("MarkdownV2", "**>a\n>b||", "a\nb", [("expandable_blockquote", 0, 3)]),
    ("MarkdownV2", "_a __b___ ||c||", "a b c", [("italic", 0, 3), ("underline", 2, 1), ("spoiler", 4, 1)]),
    ("MarkdownV2", "![👍](tg://emoji?id=5)x", "👍x", [("custom_emoji", 0, 2)]),
    ("MarkdownV2", ">a\n>b\nc", "a\nb\nc", [("blockquote", 0, 3)]),
    ("MarkdownV2", "```python\nx=1```", "x=1", [("pre", 0, 3)]),
    (
        "",
        "see https://x.org/a. /start @anna_b #tag",
        None,
        [("url", 4, 15), ("bot_command", 21, 6), ("mention", 28, 7), ("hashtag", 36, 4)],
    ),
]


@pytest.mark.parametrize(("mode", "source", "text", "entities"), MARKUP)
async def test_markup_becomes_entities(call, anna: Phone, mode: str, source: str, text: str, entities: list) -> None:
    answer = await call("sendMessage", chat_id=anna.user.id, text=source, parse_mode=mode)
    found = [(e["type"], e["offset"], e["length"]) for e in answer["result"]["entities"]]
    expected = [tuple(e.values()) if isinstance(e, dict) else e for e in entities]
    assert answer["result"]["text"] == (source if text is None else text)
    assert [e for e in found if mode == "" or e[0] != "url"] == expected


BAD_MARKUP = [
    ("HTML", "<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    ("HTML", "a</b>", "Unexpected end tag at byte offset 1"),
    ("HTML", "ж<b>a</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
    ("HTML", "1 <2", "Unclosed start tag at byte offset 2"),
    ("HTML", "<Ann>", 'Unsupported start tag "ann" at byte offset 0'),
    ("HTML", "<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("MarkdownV2", "1.5", "Character '.' is reserved and must be escaped with the preceding '\\'"),
    ("MarkdownV2", "ж *a", "Can't find end of Bold entity at byte offset 3"),
    ("MarkdownV2", "[a](x", "Can't find end of a URL at byte offset 4"),
]


@pytest.mark.parametrize(("mode", "source", "words"), BAD_MARKUP)
async def test_bad_markup_is_refused(call, anna: Phone, mode: str, source: str, words: str) -> None:
    answer = await call("sendMessage", chat_id=anna.user.id, text=source, parse_mode=mode)
    assert answer.get("description") == f"Bad Request: can't parse entities: {words}"


async def test_a_tap_is_answered_once(sandbox: Sandbox, call, anna: Phone) -> None:
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    await call("sendMessage", chat_id=anna.user.id, text="x", reply_markup=markup)
    tap = asyncio.create_task(anna.tap("Go", times=2))
    updates = []
    while len(updates) < 2:
        updates = (await call("getUpdates", timeout=5))["result"]
    ids = [update["callback_query"]["id"] for update in updates]
    late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert (await call("answerCallbackQuery", callback_query_id=ids[0], text="one"))["result"] is True
    assert (await call("answerCallbackQuery", callback_query_id=ids[0]))["description"] == late
    assert (await call("answerCallbackQuery", callback_query_id="5"))["description"] == late
    assert not tap.done()
    await call("answerCallbackQuery", callback_query_id=ids[1], text="two", show_alert=True)
    assert await tap == "two"
    assert [(toast.text, toast.alert) for toast in anna.toasts] == [("one", False), ("two", True)]


async def test_a_file_goes_round(sandbox: Sandbox, http: httpx.AsyncClient, call, anna: Phone) -> None:
    files = {"document": ("a.pkpass", b"PK\x03\x04" * 100, "application/octet-stream")}
    sent = await http.post(f"/bot{sandbox.token}/sendDocument", data={"chat_id": anna.user.id}, files=files)
    document = sent.json()["result"]["document"]
    again = await call("sendDocument", chat_id=anna.user.id, document=document["file_id"])
    assert again["result"]["document"] == document
    path = (await call("getFile", file_id=document["file_id"]))["result"]["file_path"]
    assert (await http.get(f"/file/bot{sandbox.token}/{path}")).content == files["document"][1]
    assert (await http.get(f"/file/bot1:nope/{path}")).status_code == 401
    mixed = await call("sendPhoto", chat_id=anna.user.id, photo=document["file_id"])
    assert mixed["description"] == "Bad Request: can't use file of type Document as Photo"


async def test_a_photo_is_measured_before_it_is_decoded(sandbox: Sandbox, http, anna: Phone, png) -> None:
    async def send(data: bytes) -> dict:
        url = f"/bot{sandbox.token}/sendPhoto"
        return (await http.post(url, data={"chat_id": anna.user.id}, files={"photo": ("p.png", data)})).json()

    assert (await send(b"not a picture"))["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    assert (await send(png(2100, 100)))["description"] == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    assert (await send(png(5001, 5000)))["description"] == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    sizes = (await send(png(2000, 1000)))["result"]["photo"]
    assert [(size["width"], size["height"]) for size in sizes] == [(320, 160), (1280, 640)]


async def test_a_file_over_twenty_megabytes_cannot_be_downloaded(call, anna: Phone) -> None:
    await anna.document(b"x" * (20 * 2**20 + 1), "big.bin")
    update = (await call("getUpdates"))["result"][0]
    answer = await call("getFile", file_id=update["message"]["document"]["file_id"])
    assert answer["description"] == "Bad Request: file is too big"


async def test_an_album_takes_attachments(sandbox: Sandbox, http, anna: Phone, png) -> None:
    media = [{"type": "photo", "media": "attach://a", "caption": "first"}, {"type": "photo", "media": "attach://b"}]
    files = {"a": ("a.png", png()), "b": ("b.png", png(color="blue"))}
    data = {"chat_id": anna.user.id, "media": json.dumps(media)}
    sent = (await http.post(f"/bot{sandbox.token}/sendMediaGroup", data=data, files=files)).json()["result"]
    assert [message.get("caption") for message in sent] == ["first", None]
    assert sent[0]["media_group_id"] == sent[1]["media_group_id"]
    alone = {**data, "media": json.dumps(media[:1])}
    assert not (await http.post(f"/bot{sandbox.token}/sendMediaGroup", data=alone, files=files)).json()["ok"]


async def test_a_long_poll_wakes_at_once(call, anna: Phone, sandbox: Sandbox) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=30))
    while sandbox.bot.updates._poll is None:
        await asyncio.sleep(0.01)
    began = time.monotonic()
    await anna.say("hello")
    assert [update["message"]["text"] for update in (await poll)["result"]] == ["hello"]
    assert time.monotonic() - began < 15, "it has waited for its end"


async def test_updates_stay_until_confirmed(call, anna: Phone) -> None:
    for text in ("1", "2", "3"):
        await anna.say(text)
    updates = (await call("getUpdates", limit=2))["result"]
    assert [update["message"]["text"] for update in updates] == ["1", "2"]
    assert (await call("getUpdates", limit=2))["result"] == updates
    rest = (await call("getUpdates", offset=updates[-1]["update_id"] + 1))["result"]
    assert [update["message"]["text"] for update in rest] == ["3"]
    assert (await call("getUpdates", offset=-1))["result"] == rest
    assert (await call("getUpdates", offset=rest[0]["update_id"] + 1))["result"] == []


async def test_only_the_wanted_kinds_of_updates_come(call, anna: Phone) -> None:
    await call("getUpdates", allowed_updates=["my_chat_member"])
    await anna.say("unheard")
    anna.block()
    anna.unblock()
    updates = (await call("getUpdates"))["result"]
    assert [update["my_chat_member"]["new_chat_member"]["status"] for update in updates] == ["kicked", "member"]


async def test_two_pollers_conflict(call, anna: Phone, sandbox: Sandbox) -> None:
    first = asyncio.create_task(call("getUpdates", timeout=30))
    while sandbox.bot.updates._poll is None:
        await asyncio.sleep(0.01)
    second = asyncio.create_task(call("getUpdates", timeout=30))
    assert (await first)["error_code"] == 409
    assert "terminated by other getUpdates request" in (await first)["description"]
    await anna.say("hello")
    assert len((await second)["result"]) == 1


async def test_writing_to_a_blocker_is_forbidden(call, anna: Phone) -> None:
    anna.block()
    answer = await call("sendMessage", chat_id=anna.user.id, text="x")
    assert (answer["error_code"], answer["description"]) == (403, "Forbidden: bot was blocked by the user")


async def test_limits_are_enforced_when_switched_on(sandbox: Sandbox, call, anna: Phone) -> None:
    sandbox.telegram.limits.enforced = True
    answers = [await call("sendMessage", chat_id=anna.user.id, text="x") for _ in range(6)]
    assert [answer["ok"] for answer in answers] == [True] * 5 + [False]
    assert answers[-1]["error_code"] == 429
    assert answers[-1]["description"] == "Too Many Requests: retry after 1"
    assert answers[-1]["parameters"] == {"retry_after": 1}


def test_thirty_messages_a_second_pass_in_all() -> None:
    now = 100.0
    limits = Limits(enforced=True, clock=lambda: now)

    def passed(chats: range) -> int:
        count = 0
        for chat in chats:
            with contextlib.suppress(Refusal):
                limits.spend(chat)
                count += 1
        return count

    assert passed(range(40)) == 30
    now += 0.9
    assert passed(range(40, 50)) == 0
    now += 0.1
    assert passed(range(40)) == 30


def test_a_chat_takes_a_burst_and_then_one_a_second() -> None:
    now = 100.0
    limits = Limits(enforced=True, clock=lambda: now)
    for _ in range(5):
        limits.spend(1)
    with pytest.raises(Refusal, match="retry after 1"):
        limits.spend(1)
    now += 1.0
    limits.spend(1)
    with pytest.raises(Refusal):
        limits.spend(1)


async def test_faults_are_met_once_each(sandbox: Sandbox, http: httpx.AsyncClient, call, anna: Phone) -> None:
    sandbox.fail("sendMessage", status=429, retry_after=7)
    sandbox.fail("sendMessage", how="garbage")
    sandbox.fail("sendMessage", how="cut", done=True)
    message = {"chat_id": anna.user.id, "text": "x"}
    refused = await call("sendMessage", **message)
    assert refused["parameters"] == {"retry_after": 7}
    garbage = await http.post(f"/bot{sandbox.token}/sendMessage", json=message)
    with pytest.raises(ValueError, match="Expecting value"):
        garbage.json()
    assert [shown.text for shown in anna.messages] == ["/start"]
    with pytest.raises(httpx.RemoteProtocolError):
        await call("sendMessage", **message)
    assert anna.last.text == "x"
    assert (await call("sendMessage", **message))["ok"]
    assert [each.status for each in sandbox.calls if each.method == "sendMessage"] == [429, 0, 200, 0, 200]


async def test_a_call_without_an_answer_does_not_hold_up_the_end(anna: Phone, sandbox: Sandbox) -> None:
    sandbox.fail("sendMessage", how="hang")
    async with httpx.AsyncClient(base_url=sandbox.url, trust_env=False, timeout=0.2) as client:
        with pytest.raises(httpx.ReadTimeout):
            await client.post(f"/bot{sandbox.token}/sendMessage", json={"chat_id": anna.user.id, "text": "x"})
    began = time.monotonic()
    await sandbox.__aexit__(None, None, None)
    assert time.monotonic() - began < 25, "it has waited for the call, which hangs for thirty seconds"
    assert [message.text for message in anna.messages] == ["/start"]


async def test_a_call_that_hangs_is_cut_off_when_the_faults_are_taken_back(call, anna: Phone, sandbox: Sandbox) -> None:
    message = {"chat_id": anna.user.id, "text": "x"}
    sandbox.fail("sendMessage", how="hang", seconds=3600)
    hanging = asyncio.create_task(call("sendMessage", **message))
    while sandbox.journal.faults:
        await asyncio.sleep(0.01)
    sandbox.journal.heal()
    with pytest.raises(httpx.RemoteProtocolError):
        await hanging
    assert (await call("sendMessage", **message))["ok"]
