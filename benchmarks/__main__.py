"""`python -m benchmarks [NAME]...`: run all measurements, or those named."""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = ("startup", "tables", "reading", "persons", "gate", "reconcile", "cluster")

if unknown := set(sys.argv[1:]) - set(NAMES):
    sys.exit(f"no measurement is called {', '.join(sorted(unknown))}; there are: {', '.join(NAMES)}")
for name in sys.argv[1:] or NAMES:
    print(f"== {name}", flush=True)
    import_module(f"benchmarks.{name}").main()
