"""What the program reaches on a fast slice of the development data must not get lost again.

tests/thresholds.toml says what that is; `scripts/thresholds.py --write` renews it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import thresholds  # noqa: E402

DATA = ROOT.parent / "shared" / "data"


@pytest.mark.parametrize("suite", thresholds.SLICES)
def test_nothing_is_lost(suite: str) -> None:
    if not DATA.is_dir():
        pytest.skip("no development data at ../shared/data")
    report = thresholds.measured(suite, DATA, thresholds.SLICES[suite])
    missed = [
        f"{t.measure} of {t.row}: {value} instead of {t.held}"
        for t in thresholds.load()
        if t.suite == suite
        for value in (thresholds.reached(report, t),)
        if not t.meets(value, t.held)
    ]
    assert not missed, "; ".join(missed)


def test_the_file_is_what_the_script_writes() -> None:
    assert thresholds.render(thresholds.load()) == thresholds.FILE.read_text("utf-8")


def test_every_suite_has_thresholds_and_none_is_milder_than_asked_for_without_need() -> None:
    found = thresholds.load()
    assert {t.suite for t in found} == set(thresholds.SLICES)
    for t in found:
        if t.must is not None:
            # what is held may lag behind what must be reached, but never run ahead of it
            assert t.held <= t.must if t.least else t.held >= t.must
        if t.aim is not None and t.must is not None:
            assert t.aim >= t.must if t.least else t.aim <= t.must


@pytest.mark.parametrize(
    ("value", "accept", "held"),
    [
        (90.0, False, 85.0),  # what must be reached is all that is held
        (85.0, False, 85.0),
        (84.9, False, 82.9),
        (50.0, False, 60.0),  # a loss is not written down in passing
        (50.0, True, 48.0),
        (None, False, 85.0),
    ],
)
def test_gains_are_held_and_losses_only_when_accepted(
    value: float | None, accept: bool, held: float
) -> None:
    threshold = thresholds.Threshold("demetr", "classes", "restored", "x", True, 60.0, 85.0, None)
    assert threshold.renewed(value, accept=accept).held == pytest.approx(held)


def test_a_ratio_with_nothing_against_it_is_met() -> None:
    threshold = thresholds.Threshold("mlqe-pe", "pairs", "ratio", "x", True, 5.0, 5.0, 10.0)
    assert threshold.meets(None, threshold.held)
    assert not threshold.meets(4.9, threshold.held)
