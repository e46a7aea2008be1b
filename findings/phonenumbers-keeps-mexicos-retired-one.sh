#!/bin/sh
# phonenumbers 9.0.42: knows Argentina's old way of writing a mobile number, not Mexico's, though both are in every old list.
#
# Until August 2019 a Mexican mobile number was written +52 1 and ten digits; messengers and old lists still hold it.
# The library reads Argentina's "15" as the international "9", and drops a trunk 0 written after +49 or +359, so one
# expects the retired 1 to be dropped as well. It stays: the number is neither valid nor possible, no shorter form is
# offered, and E.164 of the two ways of writing one person's number differ, so a list and a phone's contact never meet.
#
# Seen (Linux x86-64, Python 3.11):
#   +52 1 55 1234 5678: +5215512345678, possible False, valid False
#   +52 55 1234 5678: +525512345678, possible True, valid True
#   +54 11 15 2345 6789: +5491123456789, possible True, valid True
#   +359 0888 123 456: +359888123456, possible True, valid True
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check phonenumbers==9.0.42 2>/dev/null
cat >"$place/show.py" <<'PYTHON'
import phonenumbers as phones

for typed in ("+52 1 55 1234 5678", "+52 55 1234 5678", "+54 11 15 2345 6789", "+359 0888 123 456"):
    number = phones.parse(typed, None)
    written = phones.format_number(number, phones.PhoneNumberFormat.E164)
    possible, valid = phones.is_possible_number(number), phones.is_valid_number(number)
    print(f"{typed}: {written}, possible {possible}, valid {valid}")
PYTHON
"$place/venv/bin/python" "$place/show.py" >"$place/seen"
cat "$place/seen"
sed -n 's/^#   \(+[0-9].*\)/\1/p' "$0" >"$place/expected"
cmp "$place/expected" "$place/seen"
