"""What an audit found, said at the command line."""

from collections.abc import Sequence

from services.ledger.audit import Difference


def told(found: Sequence[Difference]) -> int:
    """Prints what an audit has found; returns 1 when that is anything."""
    for difference in found:
        print(f"{difference.check}: {difference.where}: expected {difference.expected}, found {difference.found}")
    print("The ledger adds up." if not found else f"{len(found)} differences.")
    return 1 if found else 0
