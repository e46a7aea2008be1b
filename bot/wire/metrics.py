"""What the bot counts for Prometheus; `/metrics` shows it."""

from prometheus_client import Counter, Histogram

REFUSALS = Counter("tessera_refusals", "Refusals that people were given, by name.", ("refusal",))
PARKED = Counter("tessera_updates_parked", "Updates whose handler failed.")
HANDLING = Histogram("tessera_update_seconds", "Time to handle an update, its answers included.")
CALLS = Counter("tessera_telegram_calls", "Calls to the Bot API that were answered.", ("method", "answer"))
"""`answer` is `ok`, or the class of the error."""
