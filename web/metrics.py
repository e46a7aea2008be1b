"""What Prometheus reads: the process, the requests, and what waits in inbox and outbox."""

from typing import Any

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from web.site import Site


class Metrics:
    """The numbers of one web application. `routes` names the pattern of each endpoint."""

    def __init__(self, site: Site) -> None:
        self.routes: dict[Any, str] = {}
        self._site = site
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "tessera_http_requests", "Requests answered.", ("route", "method", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "tessera_http_seconds", "Time to answer a request.", ("route",), registry=self._registry
        )
        self.passes = Counter("tessera_passes_built", "Passes signed.", registry=self._registry)
        self._waiting: dict[str, Gauge] = {}

    def count(self, scope: Scope, status: int, seconds: float) -> None:
        """Counts one answered request, under its route's pattern: the path itself holds tokens."""
        route = self.routes.get(scope.get("endpoint"), "none")
        self._requests.labels(route, scope["method"], str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    async def show(self, request: Request) -> Response:
        """Answers `/metrics`."""
        depths = await self._site.depths()
        for name in self._waiting.keys() - depths.keys():
            self._registry.unregister(self._waiting.pop(name))  # nobody knows it just now
        for name, value in depths.items():
            if name not in self._waiting:
                self._waiting[name] = Gauge(f"tessera_{name}", "See docs/operations.", registry=self._registry)
            self._waiting[name].set(value)
        everything = generate_latest(self._registry) + generate_latest(REGISTRY)  # ours, the bot's and the process's
        return Response(everything, media_type=CONTENT_TYPE_LATEST)
