"""Compares a score report (JSON) with tests/floors.yml: python tests/floors.py SCORE.json; exit 1 where a figure fell below its floor."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import yaml


def below(report: dict[str, dict[str, dict[str, float]]], floors: dict[str, dict[str, float]]) -> list[str]:
    """A line for every figure under its floor; groups are "all" and the languages."""
    told = []
    for group, figures in floors.items():
        for name, floor in figures.items():
            found = report.get(group, {}).get(name, {})
            value = found.get("f1", found.get("share", 0.0))
            if value < floor:
                told.append(f"{group} {name}: {value:.3f}, floor {floor:.3f}")
    return told


def main() -> int:
    report = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    floors = yaml.safe_load((Path(__file__).parent / "floors.yml").read_text(encoding="utf-8"))
    told = below(report, floors)
    print("\n".join(["below the floor:", *told] if told else ["no figure is below its floor"]))
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
