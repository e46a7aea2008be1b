"""Methods that answer what a person asked by a tap, an inline query, a checkout or a Mini App."""

import secrets
import time

from sandbox.telegram.entities import units
from sandbox.telegram.errors import bad_request
from sandbox.telegram.methods.request import Request, method
from sandbox.telegram.model import JSON

_TOAST_LIMIT = 200
_RESULTS_LIMIT = 50
_PREPARED_SECONDS = 24 * 3600


@method("answerCallbackQuery")
def answer_callback_query(request: Request) -> bool:
    """Ends the spinner of a tapped button, with a toast, an alert or an address to open."""
    text = request.arguments.text("text")
    if units(text) > _TOAST_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {"text": text, "show_alert": request.arguments.flag("show_alert"), "url": request.arguments.text("url")}
    query_id = request.arguments.text("callback_query_id")
    request.telegram.answer_query(request.bot, query_id, "callback_query", answer)
    return True


@method("answerInlineQuery")
def answer_inline_query(request: Request) -> bool:
    """Shows results for what a person types after the bot's name."""
    results = _results(request)
    ids = [str(result.get("id", "")) for result in results]
    if len(set(ids)) != len(ids) or "" in ids:
        raise bad_request("RESULT_ID_DUPLICATE" if "" not in ids else "RESULT_ID_EMPTY")
    button = request.arguments.json("button", "inline query results button")
    answer = {"results": results, "button": button}
    request.telegram.answer_query(request.bot, request.arguments.text("inline_query_id"), "inline_query", answer)
    return True


def _results(request: Request) -> list[JSON]:
    results = request.arguments.json("results", "inline query results")
    if not isinstance(results, list):
        raise bad_request("expected an Array of inline query results")
    if len(results) > _RESULTS_LIMIT:
        raise bad_request("too many inline query results specified")
    return results


@method("answerPreCheckoutQuery")
def answer_pre_checkout_query(request: Request) -> bool:
    """Lets a payment go on, or says why not."""
    ok = request.arguments.flag("ok")
    reason = request.arguments.text("error_message")
    if not ok and not reason:
        raise bad_request("there is no error_message in the request")
    answer = {"ok": ok, "error_message": reason}
    query_id = request.arguments.text("pre_checkout_query_id")
    request.telegram.answer_query(request.bot, query_id, "pre_checkout_query", answer)
    return True


@method("answerWebAppQuery")
def answer_web_app_query(request: Request) -> JSON:
    """Sends a message in the name of the person who uses a Mini App."""
    result = request.arguments.json("result", "web app query result")
    if not isinstance(result, dict):
        raise bad_request("result isn't specified")
    query_id = request.arguments.text("web_app_query_id")
    query = request.telegram.answer_query(request.bot, query_id, "web_app_query", {"result": result})
    chat = request.telegram.open_chat(request.bot, query.user)
    content = result.get("input_message_content", {})
    request.telegram.say(chat, str(content.get("message_text", result.get("title", ""))), via_bot=_via(request))
    return {"inline_message_id": secrets.token_urlsafe(18)}


def _via(request: Request) -> JSON:
    return request.bot.user.as_json()


@method("savePreparedInlineMessage")
def save_prepared_inline_message(request: Request) -> JSON:
    """Keeps a message that a Mini App may offer to share."""
    result = request.arguments.json("result", "inline query result")
    if not isinstance(result, dict):
        raise bad_request("result isn't specified")
    if request.arguments.integer("user_id") not in request.telegram.users:
        raise bad_request("USER_ID_INVALID")
    identifier = secrets.token_urlsafe(12)
    request.bot.prepared[identifier] = result
    return {"id": identifier, "expiration_date": int(time.time()) + _PREPARED_SECONDS}
