"""Owners hear of the end of Apple's certificate in 60, 30 and 7 days, each time once and by day."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.outgoing.notices import render
from bot.words.speech import Speech
from jobs import tasks
from services.database import Database
from services.passes import apple_certificate
from services.passes.apple_certificate import Certificate
from storage.tables import job
from tests.people import open_shop

HOUR = timedelta(hours=1)


@pytest.mark.database("sqlite")
async def test_each_warning_comes_once_also_after_a_restart_and_for_the_next_certificate(database: Database) -> None:
    shop = await open_shop(database)
    first = Certificate("pass.com.example.grain", shop.now + timedelta(days=90))
    told = []
    for hour in range(0, 24 * 95, 3):
        now = shop.now + hour * HOUR
        if hour % 24 == 0:  # a restart
            await database.write(apple_certificate.keep, first, now)
        if await tasks.warn_of_certificate(database, now):
            told.append(int(first.days_left(now)))
    assert told == [60, 30, 7]
    renewed = Certificate("pass.com.example.grain", shop.now + timedelta(days=120))
    await database.write(apple_certificate.keep, renewed, shop.now)
    assert await tasks.warn_of_certificate(database, shop.now + timedelta(days=119)) == 1, "the most urgent at once"
    assert await tasks.warn_of_certificate(database, shop.now + timedelta(days=119, hours=1)) == 0
    payloads = (await database.read(lambda c: c.execute(select(job.c.payload).order_by(job.c.id)).scalars().all()))[-4:]
    for language, words in (("en", "in 1 day."), ("ru", "через 1 день."), ("bg", "след 1 ден.")):
        assert words in render(Speech(language), payloads[-1])[0]
    await database.write(apple_certificate.keep, None, shop.now)
    assert await tasks.warn_of_certificate(database, shop.now + timedelta(days=119)) == 0
