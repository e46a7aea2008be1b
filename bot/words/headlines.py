"""What a member reads in the place of points where a programme has none."""

from bot.words.speech import Speech
from loyalty.headline import Headline


def lines(speech: Speech, found: Headline) -> list[str]:
    """Returns the discount that holds and what is missing to the next step."""
    said = [speech("rewards-discount", percent=speech.percent(found.percent))] if found.percent else []
    if found.then:
        said.append(
            speech(
                "rewards-discount-next",
                missing=missing(speech, found.unit, found.need - found.have),
                percent=speech.percent(found.then),
            )
        )
    elif found.need:
        name = speech.plain("rewards-stamp-card")
        said.append(speech("rewards-stamps", title=name, have=found.have, goal=found.need))
    return said


def missing(speech: Speech, unit: str, count: int) -> str:
    """Returns how much is missing to a next step."""
    return speech.money(count) if unit == "money" else speech.plain(f"rewards-{unit}", count=count)
