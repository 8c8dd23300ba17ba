"""`publish` and `kill` from the command line: the same verbs, said in a shell."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from accounts.models import User
from articles import clock, workflow
from articles.models import Edition, Story
from tests.factories import make_story

pytestmark = pytest.mark.django_db


def test_publish_puts_a_cleared_story_before_readers_and_says_where(staff, settings, capsys):
    story = staff.cleared(headline="Dam bursts")
    call_command("publish", "dam-bursts", by=staff.publisher.email)
    edition = Edition.objects.live().get(story=story)
    slug, url, opens = capsys.readouterr().out.strip().split("\t")
    assert (slug, url) == ("dam-bursts", f"{settings.SITE_URL}{edition.path}")
    assert opens.startswith("opens ")
    assert opens.endswith(" UTC")
    assert edition.by == staff.publisher


def test_publish_takes_hours_on_the_sites_clocks(staff, settings, capsys):
    settings.SITE_ZONE = ZoneInfo("Europe/Paris")
    staff.cleared(headline="Dam bursts")
    call_command(
        "publish", "dam-bursts", by=staff.publisher.email, at="2126-07-01T06:00", until="2126-07-02T06:00Z"
    )
    edition = Edition.objects.get()
    assert edition.live_from.isoformat() == "2126-07-01T04:00:00+00:00"
    assert edition.live_until.isoformat() == "2126-07-02T06:00:00+00:00"
    assert not Edition.objects.live().exists()
    said = capsys.readouterr().out.split("\t")[2].strip()
    assert said == "opens Mon 1 Jul 2126, 06:00 CEST until Tue 2 Jul 2126, 08:00 CEST"


def test_publish_refuses_an_hour_that_does_not_exist(staff, settings):
    settings.SITE_ZONE = ZoneInfo("Europe/Paris")
    staff.cleared(headline="Dam bursts")
    with pytest.raises(CommandError, match="there is no 02:30"):
        call_command("publish", "dam-bursts", by=staff.publisher.email, at="2027-03-28T02:30")
    assert not Edition.objects.exists()


def test_publish_tells_the_way_on_for_a_draft(staff):
    make_story(headline="Dam bursts")
    with pytest.raises(CommandError, match="It is a draft: file and clear it first"):
        call_command("publish", "dam-bursts", by=staff.publisher.email)


def test_publish_tells_every_reason_on_a_line_of_its_own(staff):
    story = staff.cleared(headline="Dam bursts")
    tomorrow = clock.now() + timedelta(days=1)
    Story.objects.filter(pk=story.pk).update(embargoed_until=tomorrow)
    with pytest.raises(CommandError) as refusal:
        call_command("publish", "dam-bursts", by=staff.publisher.email, until="2001-01-01")
    embargo, window = str(refusal.value).splitlines()
    assert embargo.startswith("It is under embargo until")
    assert window.startswith("It would end at")


def test_only_who_may_publish_publishes(staff):
    staff.cleared(headline="Dam bursts")
    with pytest.raises(CommandError, match=r"Reporter may not publish “Dam bursts”\."):
        call_command("publish", "dam-bursts", by=staff.reporter.email)
    assert not Edition.objects.exists()


@pytest.mark.parametrize("command", [["publish"], ["kill", "--notice", "It was wrong."]])
def test_an_unknown_story_or_person_is_told_in_a_sentence(staff, command):
    staff.cleared(headline="Dam bursts")
    name, *options = command
    with pytest.raises(CommandError, match=r"^No story has the slug “dyke-bursts”\.$"):
        call_command(name, "dyke-bursts", "--by", staff.publisher.email, *options)
    with pytest.raises(CommandError, match=r"^Nobody signs in as “nobody@example.org”\.$"):
        call_command(name, "dam-bursts", "--by", "nobody@example.org", *options)


def test_an_address_is_found_whatever_its_case(staff):
    story = staff.cleared(headline="Dam bursts")
    call_command("publish", "dam-bursts", by=staff.publisher.email.upper())
    assert Edition.objects.live().get(story=story)


def test_kill_withdraws_a_story_with_its_notice(staff, client, settings, capsys):
    story = staff.published(headline="Dam bursts")
    path = story.editions.get().path
    call_command("kill", "dam-bursts", by=staff.publisher.email, notice="It was another dam.")
    story.refresh_from_db()
    assert story.status == Story.Status.KILLED
    assert story.corrections.get().note == "It was another dam."
    assert capsys.readouterr().out.strip() == f"dam-bursts\t{settings.SITE_URL}{path}\twithdrawn"
    answer = client.get(path)
    assert answer.status_code == 410
    assert "It was another dam." in answer.content.decode()


@pytest.mark.parametrize("notice", ["", "   "])
def test_kill_refuses_an_empty_notice(staff, notice):
    story = staff.published(headline="Dam bursts")
    with pytest.raises(CommandError, match="Tell readers why it was withdrawn"):
        call_command("kill", "dam-bursts", by=staff.publisher.email, notice=notice)
    assert Edition.objects.live().filter(story=story).exists()


def test_kill_refuses_a_story_that_never_ran(staff):
    staff.cleared(headline="Dam bursts")
    with pytest.raises(CommandError, match="never ran: spike it instead"):
        call_command("kill", "dam-bursts", by=staff.publisher.email, notice="It was wrong.")


def test_the_house_acts_where_nobody_is_named_and_never_signs_in(staff):
    house = User.objects.house()
    assert User.objects.house() == house
    assert str(house) == "The house"
    assert not house.is_staff
    assert not house.has_usable_password()
    assert authenticate(username=house.email, password="") is None
    assert workflow.file(make_story(), by=house).status == Story.Status.FILED
