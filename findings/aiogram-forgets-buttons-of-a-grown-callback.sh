#!/bin/sh
# aiogram 3.31.0: a field with a default, added to a CallbackData, kills every button that is already in a chat.
#
# CallbackData is a pydantic model, and in pydantic a new field with a default reads old data. Here it does not: unpack
# first counts the parts between the separators, and what an earlier release of the bot has packed has one part less,
# so it raises TypeError and the filter lets nobody answer the tap. Buttons live in chats for years. The way out is a
# new class with a prefix of its own, or to go on packing the old form.
#
# Seen (Linux x86-64, Python 3.11):
#   packed by the old class: tap:7
#   unpacked by the grown one: TypeError: Callback data 'Grown' takes 2 arguments but 1 were given
#   the same values for pydantic alone: id=7 page=0
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check aiogram==3.31.0 2>/dev/null
cat >"$place/show.py" <<'PYTHON'
from aiogram.filters.callback_data import CallbackData


class Old(CallbackData, prefix="tap"):
    id: int


class Grown(CallbackData, prefix="tap"):
    id: int
    page: int = 0


packed = Old(id=7).pack()
print(f"packed by the old class: {packed}")
try:
    print(f"unpacked by the grown one: {Grown.unpack(packed)}")
except TypeError as error:
    print(f"unpacked by the grown one: TypeError: {error}")
print(f"the same values for pydantic alone: {Grown.model_validate({'id': 7})}")
PYTHON
"$place/venv/bin/python" "$place/show.py" >"$place/seen"
cat "$place/seen"
sed -n 's/^#   \(.*: .*\)/\1/p' "$0" >"$place/expected"
cmp "$place/expected" "$place/seen"
