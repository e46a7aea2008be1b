"""One ASGI application: landing page, passes, webhook, health."""
