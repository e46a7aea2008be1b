#!/bin/sh
# Babel 2.18.0: a time zone that IANA has renamed loses its city in every language, without a word.
#
# CLDR keeps each zone under the first name it ever had (Europe/Kiev); Babel first follows its aliases to the newest
# name (Europe/Kyiv), then looks that up in data which is keyed by the old one, finds nothing, and makes the city of the
# name's letters. So Bulgarian, Russian and Greek readers see "Kyiv" and "Kolkata" in Latin among cities in their own
# script, whichever of both names is asked for. The words are there: they stand in Locale.time_zones under the old name.
#
# Seen (Linux x86-64, Python 3.11), locale bg:
#   Europe/Kyiv: Kyiv; in the data: Киев
#   Europe/Kiev: Kyiv; in the data: Киев
#   Asia/Kolkata: Kolkata; in the data: Колката
#   Europe/Sofia: София; in the data: София
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check babel==2.18.0 2>/dev/null
cat >"$place/show.py" <<'PYTHON'
from babel import Locale
from babel.dates import get_timezone_location

KEPT = {"Europe/Kyiv": "Europe/Kiev", "Asia/Kolkata": "Asia/Calcutta"}
data = Locale("bg").time_zones
for name in ("Europe/Kyiv", "Europe/Kiev", "Asia/Kolkata", "Europe/Sofia"):
    said = get_timezone_location(name, locale="bg", return_city=True)
    print(f"{name}: {said}; in the data: {data[KEPT.get(name, name)]['city']}")
PYTHON
PYTHONIOENCODING=utf-8 "$place/venv/bin/python" "$place/show.py" >"$place/seen"
cat "$place/seen"
sed -n 's/^#   \(.*in the data: .*\)/\1/p' "$0" >"$place/expected"
cmp "$place/expected" "$place/seen"
