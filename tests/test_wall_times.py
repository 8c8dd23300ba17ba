"""Windows keep the hour on the wall that they were set for; the desk is told where its zone has other rules since."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from articles import clock, invariants, wall, wall_times, workflow
from articles.models import Edition
from tests.desk_pages import messages_of, page_of, signed_in, story_url
from tests.factories import DAY, HOUR, NOON, make_section, make_story

pytestmark = pytest.mark.django_db

PARIS, TOKYO = ZoneInfo("Europe/Paris"), ZoneInfo("Asia/Tokyo")
SIX = datetime(2030, 7, 1, 6, tzinfo=PARIS)


@pytest.fixture
def new_rules(monkeypatch):
    """The rules of Paris change: as if summer time were given up, or as another zone has them. What is kept stays."""

    def change(zone="Africa/Lagos"):
        rules = {"Europe/Paris": ZoneInfo(zone)} if zone else {"Europe/Paris": None}
        monkeypatch.setattr(wall, "zone_called", lambda name: rules.get(name, ZoneInfo(name)))

    return change


def kept(story) -> list[tuple[str, str]]:
    return list(story.editions.order_by("number").values_list("opens_as", "ends_as"))


def test_a_coming_window_keeps_the_hour_the_zone_and_which_of_two_it_is(staff):
    story = staff.published(
        at=datetime(2030, 10, 27, 2, 30, tzinfo=PARIS, fold=1),
        until=datetime(2030, 10, 28, 9, tzinfo=TOKYO),
        now=NOON,
    )
    assert kept(story) == [
        ("2030-10-27T02:30:00+01:00[Europe/Paris]", "2030-10-28T09:00:00+09:00[Asia/Tokyo]")
    ]
    edition = story.editions.get()
    assert edition.live_from == datetime(2030, 10, 27, 1, 30, tzinfo=UTC)


def test_what_names_no_zone_is_on_the_papers_wall(staff, settings):
    settings.SITE_ZONE = PARIS
    assert kept(staff.published(at=datetime(2030, 7, 1, 4, tzinfo=UTC), now=NOON)) == [
        ("2030-07-01T06:00:00+02:00[Europe/Paris]", "")
    ]


def test_what_opens_at_once_was_set_for_no_hour(staff):
    assert kept(staff.published()) == [("", "")]
    assert kept(staff.published(at=NOON - DAY, now=NOON)) == [("", "")]


def test_the_first_and_the_second_of_two_hours_are_apart(staff):
    """On one wall they look alike, and Python takes them for equal (PEP 495)."""
    first, second = (datetime(2030, 10, 27, 2, 30, tzinfo=PARIS, fold=fold) for fold in (0, 1))
    edition = staff.published(at=first, until=second, now=NOON).editions.get()
    assert edition.live_until - edition.live_from == HOUR
    with pytest.raises(workflow.PreflightFailed, match="before it opens"):
        staff.published(at=second, until=first, now=NOON)
    story = staff.published(at=second, now=NOON)
    with pytest.raises(workflow.PreflightFailed, match="before it opens"):
        workflow.reschedule(story, by=staff.publisher, at=second, until=first, now=NOON)
    moved = workflow.reschedule(story, by=staff.publisher, at=first, until=second, now=NOON)
    assert kept(story) == [
        ("2030-10-27T02:30:00+02:00[Europe/Paris]", "2030-10-27T02:30:00+01:00[Europe/Paris]")
    ]
    assert moved.live_from == datetime(2030, 10, 27, 0, 30, tzinfo=UTC)


def test_a_moved_window_keeps_its_new_hour(staff):
    story = staff.published(at=SIX, until=SIX + DAY, now=NOON)
    workflow.reschedule(story, by=staff.producer, at=datetime(2030, 7, 2, 6, tzinfo=TOKYO), now=NOON)
    assert kept(story) == [("2030-07-02T06:00:00+09:00[Asia/Tokyo]", "")]


def test_a_correction_keeps_the_end_as_it_was_set(staff, new_rules):
    story = staff.published(until=SIX)
    staff.rewritten(story)
    new_rules()
    workflow.correct(story, by=staff.publisher, kind="correction", note="It was a dyke.")
    assert [ends for _, ends in kept(story)] == 2 * ["2030-07-01T06:00:00+02:00[Europe/Paris]"]
    assert list(invariants.breaches()) == []


def test_an_edition_before_it_keeps_its_own(staff):
    story = staff.published(at=SIX, until=SIX + 5 * DAY, now=NOON)
    staff.rewritten(story, now=NOON)
    workflow.publish(story, by=staff.publisher, at=SIX + DAY, now=NOON)
    workflow.unschedule(story, by=staff.publisher, edition=story.editions.get(number=2), now=NOON)
    assert kept(story) == [
        ("2030-07-01T06:00:00+02:00[Europe/Paris]", "2030-07-06T06:00:00+02:00[Europe/Paris]")
    ]


# Strays


def test_nothing_strays_while_the_rules_stay(staff):
    staff.published(at=SIX, until=SIX + DAY)
    assert wall_times.strays() == []


def test_what_opens_or_ends_at_another_hour_than_was_meant_is_found(staff, new_rules):
    staff.published(headline="Winter", at=datetime(2030, 12, 1, 6, tzinfo=PARIS))
    staff.published(headline="Elsewhere", at=datetime(2030, 7, 1, 6, tzinfo=TOKYO))
    staff.published(headline="At once")
    coming = staff.published(headline="Coming", at=SIX, until=SIX + DAY)
    ending = staff.published(headline="Ending", until=SIX - DAY)
    new_rules()
    found = [(stray.edition.story, stray.which, stray.can_be_moved) for stray in wall_times.strays()]
    assert found == [(ending, "ends", False), (coming, "opens", True), (coming, "ends", True)]
    assert str(wall_times.strays()[1]) == (
        "Edition 1 was set for 06:00 on Mon 1 Jul 2030 in Europe/Paris, whose rules have changed: "
        "it opens when clocks there show 05:00 on Mon 1 Jul 2030."
    )


def test_what_has_happened_strays_no_more(staff, new_rules):
    staff.published(at=SIX, until=SIX + DAY, now=NOON)
    new_rules()
    assert len(wall_times.strays(SIX - HOUR)) == 2
    assert len(wall_times.strays(SIX + HOUR)) == 1
    assert wall_times.strays(SIX + 2 * DAY) == []


def test_a_zone_that_nobody_knows_any_more_is_told(staff, new_rules):
    staff.published(at=SIX)
    new_rules(zone=None)
    (stray,) = wall_times.strays()
    assert stray.meant == []
    assert "in Europe/Paris, a zone that nobody knows any more" in str(stray)


def test_where_the_new_rules_skip_the_hour_its_neighbours_are_meant(staff, new_rules):
    staff.published(at=datetime(2030, 3, 31, 2, 30, tzinfo=ZoneInfo("Africa/Lagos")), now=NOON)
    Edition.objects.update(opens_as="2030-03-31T02:30:00+01:00[Europe/Paris]")
    new_rules("Europe/Berlin")
    (stray,) = wall_times.strays()
    assert [f"{one:%H:%M}" for one in stray.meant] == ["01:59", "03:00"]


def test_where_the_new_rules_show_the_hour_twice_both_are_offered(staff, new_rules):
    staff.published(at=datetime(2030, 10, 27, 2, 30, tzinfo=ZoneInfo("Asia/Tokyo")), now=NOON)
    Edition.objects.update(opens_as="2030-10-27T02:30:00+09:00[Europe/Paris]")
    new_rules("Europe/Berlin")
    (stray,) = wall_times.strays()
    assert [one.utcoffset() for one in stray.meant] == [timedelta(hours=2), timedelta(hours=1)]


@pytest.mark.parametrize("which", ["opens", "ends"])
def test_the_desk_puts_it_right(staff, new_rules, which):
    story = staff.published(at=SIX, until=SIX + DAY)
    new_rules()
    client = signed_in(staff.producer)
    form = next(
        node
        for node in page_of(client.get(story_url(story))).css('form[action$="/wall-time/"]')
        if which in node.css_first("[name=stray]").attributes["value"]
    )
    sent = {"stray": form.css_first("[name=stray]").attributes["value"]}
    sent["at"] = form.css_first("button").attributes["value"]
    answer = client.post(form.attributes["action"], sent, follow=True)
    assert "was moved" in messages_of(answer)[0]
    edition = story.editions.get()
    moved, left = ("opens", "ends") if which == "opens" else ("ends", "opens")
    hours = {"opens": (edition.live_from, SIX), "ends": (edition.expires_at, SIX + DAY)}
    assert hours[moved][0] == hours[moved][1].astimezone(UTC) + HOUR
    assert hours[left][0] == hours[left][1].astimezone(UTC)
    again = client.post(form.attributes["action"], sent, follow=True)
    assert "has been put right already" in messages_of(again)[0]
    assert edition.live_from == story.editions.get().live_from


def test_who_may_not_move_it_is_told_and_cannot(staff, new_rules):
    story = staff.published(at=SIX)
    new_rules()
    client = signed_in(staff.editor)
    page = page_of(client.get(story_url(story)))
    assert "whose rules have changed" in page.css_first("#panel").text()
    assert page.css_first('form[action$="/wall-time/"]') is None
    assert client.post(story_url(story, "wall-time")).status_code == 403


def test_verify_warns_and_does_not_fail(staff, new_rules):
    story = staff.published(headline="Dam bursts", at=SIX)
    new_rules()
    said = StringIO()
    call_command("verify", stdout=said)
    assert f"Warning: story {story.pk} “Dam bursts”: Edition 1 was set for 06:00" in said.getvalue()
    assert "Nothing is amiss" in said.getvalue()


def test_verify_sees_an_hour_that_is_not_the_moment(staff):
    staff.published(at=SIX)
    Edition.objects.update(opens_as="2030-07-01T07:00:00+02:00[Europe/Paris]")
    assert any("was set for 2030-07-01T07:00:00+02:00[Europe/Paris]" in one for one in invariants.breaches())


# The ways in


def test_the_desk_types_hours_in_its_own_zone_and_they_are_kept_in_it(staff):
    staff.publisher.time_zone = "Asia/Tokyo"
    staff.publisher.save()
    story = staff.cleared(make_story())
    client = signed_in(staff.publisher)
    typed = {"at": "2030-07-01T06:00", "until": "2030-07-02T06:00", "note": "."}
    client.post(story_url(story, "publication"), typed)
    assert kept(story) == [("2030-07-01T06:00:00+09:00[Asia/Tokyo]", "2030-07-02T06:00:00+09:00[Asia/Tokyo]")]
    client.post(story_url(story, "schedule"), {"at": "2030-07-01T07:00", "edition": story.editions.get().pk})
    assert kept(story) == [("2030-07-01T07:00:00+09:00[Asia/Tokyo]", "")]


def test_commands_keep_the_zone_that_they_are_told(staff):
    story = staff.cleared(make_story(slug="dam"))
    said = StringIO()
    call_command("publish", "dam", by=staff.publisher.email, at="2030-07-01T06:00[Asia/Tokyo]", stdout=said)
    assert kept(story) == [("2030-07-01T06:00:00+09:00[Asia/Tokyo]", "")]


def test_imported_lines_keep_it_too(staff, tmp_path):
    lines = tmp_path / "lines.jsonl"
    lines.write_text(
        '{"headline": "Dam bursts", "section": "World", "authors": ["Ana Reyes"], "body_html": "<p>Water.</p>",'
        ' "published_at": "2030-07-01T06:00[Asia/Tokyo]"}\n'
        '{"headline": "Dam burst", "section": "World", "authors": ["Ana Reyes"], "body_html": "<p>Mud.</p>",'
        ' "published_at": "2020-07-01T06:00"}\n'
    )
    make_section()
    call_command(
        "ingest", str(lines), publish=True, by=staff.publisher.email, stdout=StringIO(), stderr=StringIO()
    )
    walls = dict(Edition.objects.values_list("headline", "opens_as"))
    assert walls == {"Dam bursts": "2030-07-01T06:00:00+09:00[Asia/Tokyo]", "Dam burst": ""}
    assert list(invariants.breaches()) == []
    assert clock.now() < Edition.objects.get(headline="Dam bursts").live_from
