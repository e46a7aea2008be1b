"""What the business is called, sells in and lives by, in words."""

from bot.words.speech import Speech
from loyalty.programme import Programme

FIELDS = ("name", "currency", "zone")


def fact(speech: Speech, programme: Programme, field: str) -> str:
    """Returns one of the facts as people read it, as plain text."""
    return speech.city(programme.zone) if field == "zone" else str(getattr(programme, field))


def differences(speech: Speech, before: Programme, after: Programme) -> list[str]:
    """Returns what differs between the businesses of two versions, as lines of HTML; none when nothing does."""
    lines = [
        speech(
            "diff-field",
            field=speech.plain(f"business-{field}"),
            before=fact(speech, before, field),
            after=fact(speech, after, field),
        )
        for field in FIELDS
        if getattr(before, field) != getattr(after, field)
    ]
    return [speech("diff-changed", rule=speech.plain("business-facts")), *lines] if lines else []
