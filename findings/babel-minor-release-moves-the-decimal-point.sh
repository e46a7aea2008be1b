#!/bin/sh
# Babel 2.18.0 and 2.19.0: a minor release changes get_currency_precision() for the forint, the rupiah and the Colombian
# peso from 2 to 0, and for the Serbian dinar from 0 to 2. ISO 4217 has 2 for all four, before and after.
#
# Whoever keeps money as an integer of minor units and shows it by get_currency_precision() shows every forint sum a
# hundred times too large after an upgrade that changes no line of theirs: 125050 was HUF 1,250.50 and is HUF 125,050;
# a dinar sum becomes a hundred times smaller. Nothing fails and nothing warns; the change log speaks of new CLDR data.
# The digits are those that CLDR finds usual in prices, not the minor unit, which banks, wallets and ISO 4217 count in.
# An explicit pattern with two digits does not help either: format_currency(amount, "HUF", "#,##0.00") rounds to whole
# forints in 2.19.0, unless it is also told currency_digits=False.
#
# Seen:
#   2.18.0  HUF 2  IDR 2  COP 2  RSD 0  shown HUF1,250.50  by pattern 1,250.50  its own digits 1,250.50
#   2.19.0  HUF 0  IDR 0  COP 0  RSD 2  shown HUF125,050  by pattern 1,250  its own digits 1,250.50
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cat >"$place/show.py" <<'PYTHON'
from decimal import Decimal

import babel
from babel.numbers import format_currency, get_currency_precision

digits = "  ".join(f"{code} {get_currency_precision(code)}" for code in ("HUF", "IDR", "COP", "RSD"))
shown = format_currency(Decimal(125050).scaleb(-get_currency_precision("HUF")), "HUF", locale="en")
by_pattern = format_currency(Decimal("1250.50"), "HUF", "#,##0.00", locale="en")
own = format_currency(Decimal("1250.50"), "HUF", "#,##0.00", locale="en", currency_digits=False)
print(f"{babel.__version__}  {digits}  shown {shown}  by pattern {by_pattern}  its own digits {own}")
PYTHON
for package in babel==2.18.0 babel==2.19.0; do
    python3 -m venv "$place/$package"
    "$place/$package/bin/python" -m pip install --quiet --disable-pip-version-check "$package" 2>/dev/null
    "$place/$package/bin/python" "$place/show.py"
done >"$place/seen"
cat "$place/seen"
cat >"$place/expected" <<'SEEN'
2.18.0  HUF 2  IDR 2  COP 2  RSD 0  shown HUF1,250.50  by pattern 1,250.50  its own digits 1,250.50
2.19.0  HUF 0  IDR 0  COP 0  RSD 2  shown HUF125,050  by pattern 1,250  its own digits 1,250.50
SEEN
cmp "$place/expected" "$place/seen"
