"""The keys that the code about former customers puts together."""

from services.imports.columns import MEANINGS

MADE = {
    "import-problem-": (
        "formula",
        *("phone", "country", "email", "nobody", "birthday", "points", "visit", "several", "twice", "frozen", "taken"),
        "formula",
    ),
    "import-meaning-": (*MEANINGS, "none"),
    "import-button-": (
        *("columns", "countries", "consents", "letters", "report", "undo", "delete", "header", "no-header"),
        *("points-leave", "points-add", "consent-none", "consent-column", "consent-all"),
    ),
    "import-state-": ("running", "done", "undoing", "undone"),
    "import-figure-": ("added", "known", "bad", "undone", "kept"),
    "winback-who-": ("unseen", "outside"),
    "winback-ask-": ("text", "points", "days", "until"),
    "winback-button-": ("text", "audience", "points", "days", "until", "preview", "send", "delete"),
    "winback-state-": ("sending", "paused", "cancelled", "done"),
    "winback-figure-": ("sent", "refused", "skipped", "unknown", "opened", "installed", "paid"),
    "why-": ("adjustment", "bonus", "import", "winback", "carry", "debt"),
}
ENTRIES = ("import", "import-undo", "winback", "merge")
MOVED = ("import", "winback")
HALVES = (
    *("import-button-columns", "import-button-countries", "import-button-delete"),
    *(f"winback-button-{name}" for name in ("text", "audience", "delete")),
)
