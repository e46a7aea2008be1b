"""Methods that bring updates to the bot: long polling and webhook."""

import re
from urllib.parse import urlsplit

from sandbox.telegram.errors import bad_request
from sandbox.telegram.keyboards import is_loopback
from sandbox.telegram.methods.request import Request, method
from sandbox.telegram.model import JSON
from sandbox.telegram.updates import KINDS, Webhook

_BATCH = 100
_LONGEST_POLL = 50
_SECRET_LIMIT = 256


def _set_kinds(request: Request) -> None:
    if "allowed_updates" not in request.arguments:
        return
    kinds = request.arguments.json("allowed_updates", "allowed updates")
    if isinstance(kinds, list):
        request.bot.updates.kinds = [str(kind) for kind in kinds] or None


@method("getUpdates")
async def get_updates(request: Request) -> list[JSON]:
    """Returns the updates that wait, or waits for one."""
    arguments = request.arguments
    if request.bot.updates.webhook is None:
        _set_kinds(request)
    limit = min(max(arguments.integer("limit", _BATCH), 1), _BATCH)
    timeout = min(max(arguments.integer("timeout"), 0), _LONGEST_POLL)
    return await request.bot.updates.poll(arguments.integer("offset"), limit, timeout)


@method("setWebhook")
def set_webhook(request: Request) -> bool:
    """Has updates delivered to an address; an empty one ends that."""
    url = request.arguments.text("url")
    if not url:
        return delete_webhook(request)
    parts = urlsplit(url)
    # Bot API servers on one's own machine deliver to plain http there; elsewhere Telegram asks for https.
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(url))):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = request.arguments.text("secret_token")
    if len(secret) > _SECRET_LIMIT:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    updates = request.bot.updates
    _set_kinds(request)
    if request.arguments.flag("drop_pending_updates"):
        updates.drop()
    updates.asked.set()
    updates.webhook = Webhook(url, secret, min(max(request.arguments.integer("max_connections", 40), 1), 100))
    updates.interrupt("terminated by setWebhook request")
    updates.arrived.set()
    return True


@method("deleteWebhook")
def delete_webhook(request: Request) -> bool:
    """Goes back to getUpdates."""
    request.bot.updates.webhook = None
    if request.arguments.flag("drop_pending_updates"):
        request.bot.updates.drop()
    return True


@method("getWebhookInfo")
def get_webhook_info(request: Request) -> JSON:
    """Returns where updates go and how that goes."""
    updates = request.bot.updates
    info: JSON = {"url": "", "has_custom_certificate": False, "pending_update_count": len(updates.pending)}
    if updates.webhook is not None:
        info |= {"url": updates.webhook.url, "max_connections": updates.webhook.max_connections}
        info["ip_address"] = "127.0.0.1"
        if updates.webhook.last_error:
            info["last_error_date"] = updates.webhook.last_error_date
            info["last_error_message"] = updates.webhook.last_error
    if updates.kinds is not None:
        info["allowed_updates"] = [kind for kind in updates.kinds if kind in KINDS]
    return info


@method("logOut")
def log_out(request: Request) -> bool:
    """Leaves the cloud server; here there is nothing to leave."""
    return True


@method("close")
def close(request: Request) -> bool:
    """Ends the instance before moving it; here there is nothing to end."""
    return True
