#!/bin/sh
# fluent.runtime 0.4.0: an argument of more than 2 500 characters replaces the whole message, and the error names another limit.
#
# "{ $text }" with 2 500 characters says them; with 2 501 the whole message becomes "{???}", its own words
# too, and nothing is raised: the error lies in the second value that format_pattern returns, which examples throw
# away. It says that 1000 characters are allowed, which is the limit of parts, not of characters. No setting of
# FluentBundle moves it. A history, a list of goods or a broadcast's draft of Telegram's 4 096 characters meets it.
#
# Seen (Linux x86-64, Python 3.11):
#   2500: Dear xxx…, no error
#   2501: {???}, ValueError: Too many characters in placeable (2501, max allowed is 1000)
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check fluent.runtime==0.4.0 2>/dev/null
cat >"$place/show.py" <<'PYTHON'
from fluent.runtime import FluentBundle, FluentResource

bundle = FluentBundle(["en"], use_isolating=False)
bundle.add_resource(FluentResource("letter = Dear { $text }\n"))
pattern = bundle.get_message("letter").value
for length in (2500, 2501):
    said, errors = bundle.format_pattern(pattern, {"text": "x" * length})
    trouble = f"{type(errors[0]).__name__}: {errors[0]}" if errors else "no error"
    print(f"{length}: {said.replace('x' * 2500, 'xxx…')}, {trouble}")
PYTHON
"$place/venv/bin/python" "$place/show.py" >"$place/seen"
cat "$place/seen"
sed -n 's/^#   \(250[01]: .*\)/\1/p' "$0" >"$place/expected"
cmp "$place/expected" "$place/seen"
