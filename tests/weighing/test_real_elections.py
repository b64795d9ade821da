"""Five real elections weighed from what was announced and published: no check fails and nothing is ruled out wrongly.

The figures announced are facts of the public record; the sheets are read where they lie and the tests are skipped where
they do not. What is expected of each was worked out from its published totals (each folder's README), not from a run.
"""

from __future__ import annotations

from pathlib import Path

from tests.real_elections import bolivia, chile, kenya, russia

from recuento.case.run import weigh
from recuento.records.verdict import Verdict, VerdictKind, Weighing

AGAINST = {VerdictKind.IMPOSSIBLE, VerdictKind.CONTRADICTED}


def failed(found: Weighing, announcement: str | None = None) -> list[str]:
    reports = [r for r in found.announcements if announcement in {None, r.id}]
    return [check.check for report in reports for check in report.checks if check.holds is False]


def against(found: Weighing) -> list[str]:
    return [v.says for v in found.verdicts if v.kind in AGAINST]


def verdict(found: Weighing, claim: str, announcement: str, start: str = "") -> Verdict:
    return next(
        v for v in found.verdicts if (v.claim, v.announcement) == (claim, announcement) and v.says.startswith(start)
    )


def test_kenya_2017_two_of_eight_candidates_announced(shared: Path, tmp_path: Path) -> None:
    """54.27% and 44.74% are shares of votes of which the other six have the rest; nothing is wrong with that."""
    found = weigh(kenya(shared, tmp_path), folder=tmp_path)
    assert failed(found) == against(found) == []
    checks = {c.check: c for c in found.announcements[0].checks}
    assert "if the others have 147,401 to 150,667 votes" in checks["shares_follow_from_counts"].explain
    assert "99.01%, and not everybody's share was announced" in checks["shares_add_up_to_100"].explain
    assert "more than 50%. The figures meet it" in checks["winner_meets_the_rule"].explain
    told = [v.says.partition(":")[0] for v in found.verdicts]
    assert len(told) == len(set(told)) == 5


def test_bolivia_2019_with_both_quick_counts(shared: Path, tmp_path: Path) -> None:
    """The night's quick count is what its sheets add up to; the final count wins outright by 10.56 points where 10 decide."""
    found = weigh(bolivia(shared, tmp_path), folder=tmp_path)
    assert failed(found) == against(found) == []
    assert verdict(found, "share", "night", "MAS").kind is VerdictKind.CONFIRMED
    assert "TREP night" in verdict(found, "share", "night", "MAS").assuming[0]
    assert verdict(found, "winner", "next").kind is VerdictKind.CONFIRMED
    final = verdict(found, "winner", "final")
    assert final.kind is VerdictKind.CONFIRMED
    assert "MAS has 47.08% of the valid votes and leads CC by 10.56 points" in final.says
    assert "40% and a lead of 10 points" in final.says
    rule = next(c for c in found.announcements[0].checks if c.check == "winner_meets_the_rule")
    assert rule.holds is None
    assert "2.12 points short of the lead of 10" in rule.explain


def test_russia_2024_shares_of_ballots(shared: Path, tmp_path: Path) -> None:
    """87.28% is a share of those who took part; what it is a share of was not stated, and nothing speaks against it."""
    found = weigh(russia(shared, tmp_path), folder=tmp_path)
    assert failed(found) == against(found) == []
    add_up = next(c for c in found.announcements[0].checks if c.check == "shares_add_up_to_100")
    assert add_up.holds is None
    assert "whether invalid papers, or those who did not vote, are the rest was not stated" in add_up.explain


def test_chile_2021_a_clean_first_round(shared: Path, tmp_path: Path) -> None:
    """Kast came first whatever the 281 missing tables say; small gaps between votes and voters raise no charge."""
    found = weigh(chile(shared, tmp_path), folder=tmp_path)
    assert failed(found) == against(found) == []
    assert verdict(found, "winner", "last").kind is VerdictKind.CONFIRMED
    assert found.bounds is not None
    assert found.bounds.winner.possible == ("boric", "kast")
