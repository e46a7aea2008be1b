"""`python -m benchmarks [--size tiny|short|full] [NAME …]`: runs the benchmarks and prints one table."""

import argparse
import importlib
import os
import sys
import time

from benchmarks.measure import SIZES, Row, table

MODULES = (
    "passes",
    "links",
    "scanning",
    "purchase_sqlite",
    "purchase_postgres",
    "growth",
    "balance",
    "sending",
    "broadcast",
    "pushes",
    "start",
    "domain",
)


def main() -> int:
    """Runs what was asked for; the exit code does not judge, for a busy machine is no defect."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="full")
    parser.add_argument("names", nargs="*", choices=[[], *MODULES], metavar="NAME", help=", ".join(MODULES))
    options = parser.parse_args()
    rows: list[Row] = []
    loads = [os.getloadavg()[0]]
    for name in options.names or MODULES:
        began = time.monotonic()
        rows += importlib.import_module(f"benchmarks.{name}").run(SIZES[options.size])
        loads.append(os.getloadavg()[0])
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    print(table(rows))
    cores, version = os.cpu_count(), sys.version.split()[0]
    print(f"\n{cores} cores, Python {version}, load {min(loads):.1f} to {max(loads):.1f}, size {options.size}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
