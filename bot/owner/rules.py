"""The programme's rules in plain words."""

from babel.dates import format_date, format_time, get_day_names

from bot.speech import Speech
from loyalty.mechanics import boost, earn, grant, points_tender
from loyalty.programme import Programme, Rule, When

WEEK = 7


def in_words(speech: Speech, programme: Programme) -> str:
    """Returns every rule of the programme as a line or two; `speech` has the programme's currency."""
    return "\n".join(line for rule in programme.rules if not rule.paused for line in _rule(speech, rule))


def _rule(speech: Speech, rule: Rule) -> list[str]:
    match rule.config:
        case earn.Config() as config:
            lines = _earn(speech, config)
        case points_tender.Config() as config:
            lines = _tender(speech, config)
        case grant.Config() as config:
            lines = [_grant(speech, config, rule.when)]
        case boost.Config() as config:
            lines = [_boost(speech, config)]
        case _:
            return []
    conditions = _when(speech, rule.when)
    if conditions:
        lines[0] += " (" + "; ".join(conditions) + ")"
    return lines


def _earn(speech: Speech, config: earn.Config) -> list[str]:
    lines = [speech("rule-earn", points=config.points, per=speech.money(config.per))]
    lines += [
        speech("rule-rung", minimum=speech.money(rung.minimum), points=rung.points, per=speech.money(rung.per))
        for rung in config.ladder
    ]
    if config.categories:
        lines.append(speech("rule-only", categories=", ".join(sorted(config.categories))))
    if config.excluded:
        lines.append(speech("rule-except", categories=", ".join(sorted(config.excluded))))
    if config.activation_days:
        lines.append(speech("rule-activation", days=config.activation_days))
    if config.expiry_days:
        lines.append(speech("rule-expiry", days=config.expiry_days))
    return lines


def _boost(speech: Speech, config: boost.Config) -> str:
    factor = speech.factor(config.factor)
    if not config.categories:
        return speech("rule-boost", factor=factor)
    return speech("rule-boost-categories", factor=factor, categories=", ".join(sorted(config.categories)))


def _tender(speech: Speech, config: points_tender.Config) -> list[str]:
    lines = [speech("rule-tender", value=speech.money(config.value), cap=speech.percent(config.cap))]
    if config.minimum:
        lines.append(speech("rule-minimum", minimum=speech.money(config.minimum)))
    if config.most:
        lines.append(speech("rule-most", points=config.most))
    if config.excluded:
        lines.append(speech("rule-except", categories=", ".join(sorted(config.excluded))))
    return lines


def _grant(speech: Speech, config: grant.Config, when: When) -> str:
    line = (
        speech("rule-launch", points=config.points, participants=when.participants)
        if when.participants
        else speech("rule-grant", points=config.points)
    )
    if config.expiry_days:
        line += ", " + speech("rule-grant-expiry", days=config.expiry_days)
    return line


def _when(speech: Speech, when: When) -> list[str]:
    parts = []
    if when.weekdays and len(when.weekdays) < WEEK:
        parts.append(_weekdays(speech, sorted(when.weekdays)))
    if when.hours:
        since, until = (format_time(at, "short", locale=speech.language) for at in when.hours)
        parts.append(f"{since}–{until}")
    if when.since:
        parts.append(speech("rule-since", date=format_date(when.since, "long", locale=speech.language)))
    if when.until:
        parts.append(speech("rule-until", date=format_date(when.until, "long", locale=speech.language)))
    if when.minimum:
        parts.append(speech("rule-from", minimum=speech.money(when.minimum)))
    if when.first_purchase:
        parts.append(speech("rule-first"))
    return parts


def _weekdays(speech: Speech, days: list[int]) -> str:
    names = get_day_names("abbreviated", locale=speech.language)
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{names[days[0]]}–{names[days[-1]]}"
    return ", ".join(str(names[day]) for day in days)
