"""Which language a visitor reads: what they chose on the page, else what their browser asks for."""

from starlette.requests import Request

from locales import LANGUAGES, Language


def language_of(request: Request) -> Language:
    """Returns the language of `?lang=`, else the best of Accept-Language, else English."""
    wanted = [request.query_params.get("lang", ""), *_accepted(request.headers.get("accept-language", ""))]
    for tag in wanted:
        base = tag.split("-")[0].strip().lower()
        for language in LANGUAGES:
            if base == language:
                return language
    return "en"


def _accepted(header: str) -> list[str]:
    """Returns the language tags of an Accept-Language header, the most wanted first."""
    weighed = []
    for part in header.split(",")[:20]:
        tag, _, weight = part.partition(";q=")
        try:
            quality = float(weight) if weight else 1.0
        except ValueError:
            continue
        if quality > 0:
            weighed.append((-quality, tag.strip()))
    return [tag for _, tag in sorted(weighed, key=lambda pair: pair[0])]
