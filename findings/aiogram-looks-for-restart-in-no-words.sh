#!/bin/sh
# aiogram 3.31.0: what an answer of the Bot API becomes depends on two fields that the Bot API calls optional.
#
# The Bot API promises `ok`, and of an error it says that it is "explained in the description"; `description` and
# `parameters` are optional fields of every answer, and servers in front of it (a balancer, a Bot API server of one's
# own that is just starting) answer without them.
# - A status of 500 or more without `description` raises a bare TypeError (aiogram looks for the word "restart" in it),
#   which is none of aiogram's errors: `except TelegramServerError` and `except TelegramAPIError` both let it pass, and a
#   hiccup of the server becomes a crash of the handler.
# - 429 without `parameters.retry_after` is a plain TelegramAPIError and not TelegramRetryAfter: whoever waits on the
#   latter does not wait at all.
# - 413 is a TelegramNetworkError, so "try again when the network fails" sends a file that is too large for ever.
# A status of 403 without `description` is a TelegramForbiddenError, as one would think.
#
# Seen (Linux x86-64, Python 3.11):
#   502 without description: TypeError
#   429 without parameters: TelegramAPIError
#   413: TelegramEntityTooLarge, a network error: True
#   403 without description: TelegramForbiddenError
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check aiogram==3.31.0 2>/dev/null
cat >"$place/show.py" <<'PYTHON'
import asyncio

from aiogram import Bot
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import SendMessage

ANSWERS = {
    "502 without description": (502, '{"ok": false, "error_code": 502}'),
    "429 without parameters": (429, '{"ok": false, "error_code": 429, "description": "Too Many Requests"}'),
    "413": (413, '{"ok": false, "error_code": 413, "description": "Request Entity Too Large"}'),
    "403 without description": (403, '{"ok": false, "error_code": 403}'),
}


async def main():
    bot = Bot("42:TEST")
    for name, (status, body) in ANSWERS.items():
        try:
            bot.session.check_response(bot, SendMessage(chat_id=1, text="Hello"), status, body)
        except Exception as error:
            more = f", a network error: {isinstance(error, TelegramNetworkError)}" if status == 413 else ""
            print(f"{name}: {type(error).__name__}{more}")


asyncio.run(main())
PYTHON
"$place/venv/bin/python" "$place/show.py" >"$place/seen"
cat "$place/seen"
sed -n 's/^#   \([45]..[: ].*\)/\1/p' "$0" >"$place/expected"
cmp "$place/expected" "$place/seen"
