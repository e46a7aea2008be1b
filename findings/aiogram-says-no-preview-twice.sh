#!/bin/sh
# aiogram 3.31.0: DefaultBotProperties(link_preview_is_disabled=True) sends a field that the Bot API gave up in 2023.
#
# The default is the documented way to have no link previews. It fills in `link_preview_options`, as it should, and in
# every sendMessage and editMessageText also `disable_web_page_preview`, which Bot API 7.0 (29 December 2023) replaced
# and no page of the Bot API names any more. Telegram's own server ignores it; a Bot API server that is strict about
# what it does not know refuses every message. link_preview=LinkPreviewOptions(is_disabled=True) as the default sends
# one field only.
#
# Seen (Linux x86-64, Python 3.11):
#   link_preview_is_disabled: chat_id, disable_web_page_preview, link_preview_options, text
#   link_preview: chat_id, link_preview_options, text
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check aiogram==3.31.0 2>/dev/null
cat >"$place/show.py" <<'PYTHON'
import asyncio

from aiohttp import web
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import LinkPreviewOptions

seen = []


async def answer(request):
    seen.append(", ".join(sorted(await request.post())))
    chat = {"id": 1, "type": "private"}
    return web.json_response({"ok": True, "result": {"message_id": 1, "date": 1, "chat": chat, "text": "Hello"}})


async def main():
    app = web.Application()
    app.router.add_post("/{bot}/{method}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    ways = {
        "link_preview_is_disabled": DefaultBotProperties(link_preview_is_disabled=True),
        "link_preview": DefaultBotProperties(link_preview=LinkPreviewOptions(is_disabled=True)),
    }
    for name, default in ways.items():
        session = AiohttpSession(api=TelegramAPIServer.from_base(f"http://127.0.0.1:{port}"))
        bot = Bot("42:TEST", session=session, default=default)
        await bot.send_message(1, "Hello")
        print(f"{name}: {seen[-1]}")
        await session.close()
    await runner.cleanup()


asyncio.run(main())
PYTHON
"$place/venv/bin/python" "$place/show.py" >"$place/seen"
cat "$place/seen"
sed -n 's/^#   \(link_preview.*\)/\1/p' "$0" >"$place/expected"
cmp "$place/expected" "$place/seen"
