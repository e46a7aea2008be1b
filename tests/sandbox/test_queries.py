"""Checkouts, inline queries, copies, pins and reactions: the neighbours of what a bot does every day."""

import asyncio

from sandbox.phone import Phone


async def _update(call, kind: str) -> dict:
    updates = (await call("getUpdates", timeout=5, offset=-1))["result"]
    return updates[0][kind]


async def test_an_invoice_is_paid_after_the_checkout_is_answered(call, anna: Phone) -> None:
    invoice = {"title": "Coffee", "description": "A cup", "payload": "order-1", "currency": "EUR"}
    prices = [{"label": "Cup", "amount": 250}, {"label": "Milk", "amount": 50}]
    refused = await call("sendInvoice", chat_id=anna.user.id, **invoice, prices=prices)
    assert refused["description"] == "Bad Request: PAYMENT_PROVIDER_INVALID"
    await call("sendInvoice", chat_id=anna.user.id, **invoice, prices=prices, provider_token="x")
    paying = asyncio.create_task(anna.tap("Pay"))
    query = await _update(call, "pre_checkout_query")
    assert (query["total_amount"], query["invoice_payload"]) == (300, "order-1")
    await call("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)
    assert await paying == ""
    message = await _update(call, "message")
    assert message["successful_payment"]["invoice_payload"] == "order-1"


async def test_a_refused_checkout_takes_no_money(call, anna: Phone) -> None:
    invoice = {"title": "Coffee", "description": "A cup", "payload": "order-1", "currency": "XTR"}
    await call("sendInvoice", chat_id=anna.user.id, **invoice, prices=[{"label": "Cup", "amount": 2}])
    paying = asyncio.create_task(anna.tap("Pay"))
    query = await _update(call, "pre_checkout_query")
    await call("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=False, error_message="Sold out")
    assert await paying == "Sold out"
    assert "invoice" in anna.messages[-1].content


async def test_an_inline_query_shows_the_results(call, anna: Phone) -> None:
    asking = asyncio.create_task(anna.inline("invite"))
    query = await _update(call, "inline_query")
    assert query["query"] == "invite"
    article = {"type": "article", "id": "1", "title": "Invite", "input_message_content": {"message_text": "Come!"}}
    double = await call("answerInlineQuery", inline_query_id=query["id"], results=[article, article])
    assert double["description"] == "Bad Request: RESULT_ID_DUPLICATE"
    await call("answerInlineQuery", inline_query_id=query["id"], results=[article])
    assert await asking == [article]


async def test_messages_are_copied_forwarded_pinned_and_liked(call, anna: Phone) -> None:
    await anna.say("hello")
    mine = anna.messages[-1].id
    place = {"chat_id": anna.user.id, "message_id": mine}
    source = {**place, "from_chat_id": anna.user.id}
    await call("copyMessage", **source)
    assert (anna.last.text, "forward_origin" in anna.last.content) == ("hello", False)
    await call("forwardMessage", **source)
    assert anna.last.content["forward_origin"]["sender_user"]["id"] == anna.user.id
    await call("pinChatMessage", **place)
    assert anna.last.content["pinned_message"]["message_id"] == mine
    assert (await call("getChat", chat_id=anna.user.id))["result"]["pinned_message"]["text"] == "hello"
    await call("unpinChatMessage", chat_id=anna.user.id)
    assert "pinned_message" not in (await call("getChat", chat_id=anna.user.id))["result"]
    await call("setMessageReaction", **place, reaction=[{"type": "emoji", "emoji": "🎉"}])
    assert next(message for message in anna.messages if message.id == mine).reactions == ["🎉"]
    wrong = await call("setMessageReaction", **place, reaction=[{"type": "emoji", "emoji": "x"}])
    assert wrong["description"] == "Bad Request: REACTION_INVALID"


async def test_a_prepared_message_is_for_somebody_known(call, anna: Phone) -> None:
    result = {"type": "article", "id": "1", "title": "Invite"}
    kept = await call("savePreparedInlineMessage", user_id=anna.user.id, result=result)
    assert kept["result"]["id"]
    assert not (await call("savePreparedInlineMessage", user_id=1, result=result))["ok"]


async def test_names_and_descriptions_are_kept_by_language(call) -> None:
    await call("setMyDescription", description="Cards", language_code="")
    await call("setMyDescription", description="Карты", language_code="ru")
    assert (await call("getMyDescription", language_code="ru"))["result"] == {"description": "Карты"}
    assert (await call("getMyDescription", language_code="bg"))["result"] == {"description": "Cards"}
    assert (await call("getMyName"))["result"] == {"name": "Tessera"}
