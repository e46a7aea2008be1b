"""The web application: every address it answers, on one screen."""

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.routing import Route

from services.design import pictures
from services.passes.google.office import CALLBACK_PATH
from services.passes.google.pictures import STAMPS_PATH
from web import errors
from web.card import Card
from web.envelope import Envelope
from web.google import Google
from web.health import Health
from web.member import Member
from web.metrics import Metrics
from web.passes import Passes
from web.passkit import PassKit
from web.site import Site
from web.telegram import Webhook
from web.terms import Terms
from web.winback import Winback


def build(site: Site) -> FastAPI:
    """Returns the ASGI application that serves `site`."""
    health, metrics, webhook = Health(site), Metrics(site), Webhook(site)
    card, member, winback = Card(site), Member(site), Winback(site)
    passes, google = Passes(site, metrics), Google(site)
    passkit, terms = PassKit(site, passes), Terms(site)
    routes = [
        Route("/healthz", health.alive),
        Route("/readyz", health.ready),
        Route("/metrics", metrics.show),
        Route("/telegram/webhook", webhook.receive, methods=["POST"]),
        Route("/p/{token}.pkpass", passes.card),
        Route("/p/{token}.pkpasses", passes.several),
        Route("/p/{token}/coupons/{code}.pkpass", passes.coupon),
        Route("/p/{token}/code", card.code),
        Route("/p/{token}/badge.webp", card.badge),
        Route("/p/{token}/band.webp", card.band),
        Route("/p/{token}/stamps.webp", card.stamps),
        Route("/p/{token}/google", google.save),
        Route("/p/{token}/offers", winback.offers, methods=["GET", "POST"]),
        Route("/p/{token}", card.page),
        Route("/w/{token}", winback.open),
        Route("/terms/{topic}", terms.show),
        Route(pictures.LOGO_PATH, card.logo),
        Route(pictures.BANNER_PATH, card.banner),
        Route("/member", member.answer, methods=["GET", "POST"]),
        Route("/passkit/v1/passes/{type}/{serial}", passkit.newest),
        Route("/passkit/v1/devices/{device}/registrations/{type}", passkit.updated),
        Route(
            "/passkit/v1/devices/{device}/registrations/{type}/{serial}",
            passkit.registration,
            methods=["POST", "DELETE"],
        ),
        Route("/passkit/v1/log", passkit.complain, methods=["POST"]),
        Route(CALLBACK_PATH, google.callback, methods=["POST"]),
        Route(STAMPS_PATH.replace("{have}", "{have:int}"), google.stamps),
    ]
    metrics.routes = {route.endpoint: route.path for route in routes}
    # The POS API and its documentation come under /api; until then there is nothing to describe.
    application = FastAPI(title="Tessera", routes=[*routes], docs_url=None, redoc_url=None, openapi_url=None)
    application.add_exception_handler(HTTPException, errors.Refusals(site).answer)
    application.add_middleware(Envelope, metrics=metrics, secure=site.public_url.startswith("https:"))
    return application
