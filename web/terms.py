"""What people agree to, for everybody who wants to read it."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from loyalty.errors import ProgrammeMissing
from web.languages import language_of
from web.pages.terms import TOPICS, terms
from web.signs import sign_of
from web.site import Site


class Terms:
    """Answers `/terms/<topic>`."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def show(self, request: Request) -> Response:
        """Shows the text of a consent in the shop's colours."""
        topic = request.path_params["topic"]
        if topic not in TOPICS:
            raise HTTPException(404, "Nobody is asked to agree to this.")
        try:
            sign = await sign_of(self._site)
        except ProgrammeMissing:
            raise HTTPException(404, "There is no shop yet.") from None
        return terms(language_of(request), topic, path=f"/terms/{topic}", sign=sign)
