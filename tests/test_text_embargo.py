"""Lines of embargo in raw text: which count, what they forbid, and what is only a report on one."""

from datetime import UTC, date, datetime

import pytest

from articles.text import read_article
from articles.text.embargo import embargo_of

NOVEMBER = date(2026, 11, 20)


def at(*when) -> datetime:
    return datetime(*when, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("EMBARGOED UNTIL 0001 GMT SUNDAY 22 NOV", at(2026, 11, 22, 0, 1)),
        ("STRICTLY EMBARGOED UNTIL 00.01 GMT, SUNDAY 22 NOVEMBER 2026", at(2026, 11, 22, 0, 1)),
        ("Not for publication before 00:01 GMT, Sunday 22 November 2026", at(2026, 11, 22, 0, 1)),
        ("Embargo: 22 November 2026, 00:01 GMT", at(2026, 11, 22, 0, 1)),
        ("HOLD FOR RELEASE UNTIL 9:30 A.M. EST MONDAY, NOV. 23", at(2026, 11, 23, 14, 30)),
        ("*** EMBARGOED FOR RELEASE AT 6pm BST on 3 May 2026 ***", at(2026, 5, 3, 17)),
        ("Not for broadcast or publication until 0500 UTC on 4 January", at(2027, 1, 4, 5)),
        ("Sperrfrist: 22. November 2026, 06:00 Uhr MEZ", at(2026, 11, 22, 5)),
    ],
)
def test_a_line_says_until_when(line, until):
    assert embargo_of(line).moment(NOVEMBER) == until


@pytest.mark.parametrize(
    "line",
    [
        "Not for publication before 06:00 on 22 November 2026",
        "EMBARGOED UNTIL 06.00 LOCAL TIME, SUNDAY 22 NOVEMBER",
        "EMBARGOED UNTIL 0600 CST SUNDAY 22 NOV",
    ],
)
def test_an_hour_without_a_zone_that_is_sure_is_no_moment(line):
    assert embargo_of(line).moment(NOVEMBER) is None


@pytest.mark.parametrize(
    "line",
    [
        "EMBARGOED",
        "STRICTLY EMBARGOED",
        "Embargoed until further notice",
        "Embargo until further notice.",
        "NOT FOR RELEASE UNTIL FURTHER NOTICE",
        "EMBARGOED UNTIL THE SPEECH BEGINS",
        "EMBARGOED UNTIL MIDNIGHT TONIGHT",
        "EMBARGOED UNTIL 2560 GMT 22 NOV",
    ],
)
def test_where_no_hour_can_be_known_it_has_no_end(line):
    assert embargo_of(line).moment(NOVEMBER) is None
    assert embargo_of(line).wall(NOVEMBER) is None


@pytest.mark.parametrize(
    "line",
    [
        "Embargo on Russian oil takes effect on 5 December",
        "EMBARGO ON RUSSIAN OIL TAKES EFFECT ON 5 DECEMBER",
        "Embargo until 2027 on arms for the rebels, EU ministers agree",
        "Embargoed grain rots in Odesa, and nobody will say for how long it has to lie there",
        "The embargo was lifted at 0001 GMT on Sunday 22 November.",
        "Not for release from prison before he is 80: the man who stole the Mona Lisa",
        "Hold for the applause, the prime minister told her aides on 22 November",
        "",
    ],
)
def test_a_report_on_an_embargo_is_none(line):
    assert embargo_of(line) is None


def test_the_line_is_taken_out_of_the_text():
    raw = (
        "EMBARGOED UNTIL 0001 GMT SUNDAY 22 NOV 2026\n\nDam bursts above town\n\nBy Ana Reyes\n\n"
        "BEIRA, Mozambique — The water came before dawn and took the road with it, people said.\n"
    )
    article = read_article(raw)
    assert article.headline == "Dam bursts above town"
    assert [said.line for said in article.embargoes] == ["EMBARGOED UNTIL 0001 GMT SUNDAY 22 NOV 2026"]
    assert "EMBARGO" not in article.body_html
    assert "embargo" in {removed.reason for removed in article.removed}
