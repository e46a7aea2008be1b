"""Alive, and ready to serve."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from web.site import NotReady, Site


class Health:
    """Answers `/healthz` and `/readyz`."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def alive(self, request: Request) -> Response:
        """The process answers; says nothing about the database, so that a database's fault restarts nobody."""
        return JSONResponse({"status": "alive"}, headers={"Cache-Control": "no-store"})

    async def ready(self, request: Request) -> Response:
        """200 when the database answers and is migrated, else 503 with the reason."""
        try:
            await self._site.ready()
        except NotReady as error:
            return JSONResponse({"status": "not ready", "reason": str(error)}, 503, {"Cache-Control": "no-store"})
        return JSONResponse({"status": "ready"}, headers={"Cache-Control": "no-store"})
