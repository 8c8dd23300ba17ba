"""Hours as people type them: in a zone, with the night that has an hour too few and the night that has one too many."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.exceptions import ValidationError
from selectolax.lexbor import LexborHTMLParser

from articles.admin.wall_time import KeptTimeField, WallTimeField, moments, zone_of

PARIS = ZoneInfo("Europe/Paris")


class Form(forms.Form):
    at = WallTimeField(required=False)


def form(data=None, zone=PARIS, **initial):
    made = Form(data, initial=initial)
    made.fields["at"].in_zone(zone)
    return made


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-05-03T18:00", "2026-05-03T16:00+00:00"),
        ("2026-12-03T18:00:30", "2026-12-03T17:00:30+00:00"),
        ("2026-03-29T01:59", "2026-03-29T00:59+00:00"),
        ("2026-03-29T03:00", "2026-03-29T01:00+00:00"),
    ],
)
def test_an_hour_is_read_in_its_zone(typed, meant):
    assert form({"at": typed}).fields["at"].clean((typed, "")) == datetime.fromisoformat(meant)


def test_an_hour_that_clocks_skip_is_refused_with_the_reason():
    late = form({"at": "2026-03-29T02:30"})
    assert late.errors["at"] == [
        "There is no 02:30 on Sun 29 Mar 2026 in Europe/Paris: the clocks skip it. Choose an hour before or after: "
        "nearest are 01:59 and 03:00."
    ]


def test_the_nearest_hours_are_buttons_that_choose_themselves():
    late = form({"at": "2026-03-29T02:30"})
    buttons = LexborHTMLParser(str(late["at"])).css("button[name=at_instead]")
    assert [button.text() for button in buttons] == ["01:59, before the change", "03:00, after the change"]
    for button, meant in zip(buttons, ("00:59", "01:00"), strict=True):
        chosen = form({"at": "2026-03-29T02:30", "at_instead": button.attributes["value"]})
        assert chosen.is_valid()
        assert f"{chosen.cleaned_data['at']:%H:%M}" == meant


def test_a_button_for_an_hour_that_was_typed_over_is_nothing():
    """Enter sends a form by its first button, whatever stands in the field by then."""
    said = {"at": "2026-03-29T05:00", "at_instead": "2026-03-29T02:30 2026-03-29T01:59"}
    again = form(said)
    assert again.is_valid()
    assert again.cleaned_data["at"] == datetime(2026, 3, 29, 3, tzinfo=UTC)
    for empty in ("2026-03-29T02:30", "2026-03-29T02:30 ", " "):
        assert not form({"at": "2026-03-29T02:30", "at_instead": empty}).is_valid()


def test_no_button_stands_beside_an_hour_that_there_is():
    assert "<button" not in str(form({"at": "2026-03-29T03:00"})["at"])
    assert "<button" not in str(form({"at": "2026-10-25T02:30"})["at"])


def test_what_is_set_for_a_window_keeps_its_zone():
    field = KeptTimeField()
    field.in_zone(PARIS)
    for which, offset in (("0", 2), ("1", 1)):
        kept = field.clean(("2026-10-25T02:30", which))
        assert (kept.tzinfo, kept.utcoffset()) == (PARIS, timedelta(hours=offset))
    assert KeptTimeField(required=False).clean(("", "")) is None


def test_an_hour_that_comes_twice_is_asked_about_and_both_are_offered():
    asked = form({"at": "2026-10-25T02:30"})
    assert "comes twice in Europe/Paris" in asked.errors["at"][0]
    html = str(asked["at"])
    assert "the first, 02:30 CEST (UTC+0200)" in html
    assert "the second, 02:30 CET (UTC+0100)" in html


@pytest.mark.parametrize(("which", "meant"), [("0", 0), ("1", 1)])
def test_the_answer_says_which_of_two_hours_is_meant(which, meant):
    answered = form({"at": "2026-10-25T02:30", "at_which": which})
    assert answered.is_valid()
    assert answered.cleaned_data["at"] == datetime(2026, 10, 25, meant, 30, tzinfo=UTC)


def test_the_question_is_not_asked_of_other_hours():
    assert "at_which" not in str(form({"at": "2026-10-25T03:30"})["at"])


@pytest.mark.parametrize("hour", [0, 1])
def test_a_known_moment_is_shown_as_the_clock_shows_it_and_comes_back_the_same(hour):
    moment = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
    html = str(form(at=moment)["at"])
    assert 'value="2026-10-25T02:30"' in html
    assert f'<option value="{hour}" selected>' in html
    assert form().fields["at"].clean(("2026-10-25T02:30", str(hour))) == moment


def test_seconds_are_kept():
    assert 'value="2026-05-03T18:00:30"' in str(form(at=datetime(2026, 5, 3, 16, 0, 30, tzinfo=UTC))["at"])


@pytest.mark.parametrize(
    "typed", ["soon", "2026-13-03T18:00", "2026-05-03T18:00+02:00", "0001-01-01T00:00", "٣"]
)
def test_what_is_no_hour_is_refused_and_stays_on_the_page(typed):
    refused = form({"at": typed})
    assert refused.errors["at"] == ["Write a day and an hour, such as 2026-11-22T06:00."]
    assert f'value="{typed}"' in str(refused["at"])


def test_what_is_typed_cannot_break_out_of_its_field():
    assert "<script>" not in str(form({"at": '"><script>'})["at"])


def test_nothing_typed_means_none_and_a_required_hour_says_so():
    assert form({"at": ""}).is_valid()
    field = WallTimeField()
    field.in_zone(PARIS)
    with pytest.raises(ValidationError):
        field.clean(("", ""))


def test_the_zone_stands_beside_the_field():
    assert "Europe/Paris" in str(form()["at"])


@pytest.mark.parametrize(
    ("written", "zone"), [("Asia/Tokyo", "Asia/Tokyo"), ("", "UTC"), ("Mars/Olympus", "UTC")]
)
def test_people_think_in_their_own_zone_or_else_in_the_papers(written, zone):
    assert zone_of(SimpleNamespace(time_zone=written)).key == zone


def test_the_clocks_of_a_zone_show_an_hour_never_once_or_twice():
    nights = [datetime(2026, 3, 29, 2, 30), datetime(2026, 5, 3, 2, 30), datetime(2026, 10, 25, 2, 30)]
    assert [len(moments(night, PARIS)) for night in nights] == [0, 1, 2]
