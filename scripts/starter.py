"""The template to begin with: the deck of the shipped data, each shape with its name, and no record of inputs.

python scripts/starter.py      writes src/coverage_cli/output/deck/starter.pptx
"""

from __future__ import annotations

import os
from dataclasses import replace

from messages import ROOT

from coverage_cli import gap
from coverage_cli.domain.provenance import Provenance
from coverage_cli.output.deck.write import STARTER, deck_bytes
from coverage_cli.output.document import Document
from coverage_cli.output.style import Style


def starter() -> bytes:
    """The bytes of the template, made from the figures of Balikpapan in the shipped data."""
    os.chdir(ROOT)
    report = gap(branch="balikpapan")
    plain = replace(report, remarks=report.remarks[:1])
    return deck_bytes(Document(plain, Provenance("", (), (), (), report.target, ()), Style("en")), None)[0]


if __name__ == "__main__":
    STARTER.write_bytes(starter())
