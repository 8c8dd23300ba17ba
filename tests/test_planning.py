"""Newsletters that leave by their own rule: at which hours, also on the nights when clocks change, and once."""

from datetime import UTC, datetime, time, timedelta

import pytest

from articles import clock
from newsletters import planning, sending
from newsletters.models import Issue, Newsletter
from tests.factories import DAY, HOUR
from tests.sending_samples import make_newsletter

pytestmark = pytest.mark.django_db
MIDNIGHT = datetime(2026, 5, 4, tzinfo=UTC)  # a Monday


def of_rule(**fields):
    return make_newsletter(**{"rule": "latest", "days": "0123456", "hour": time(6)} | fields)


def said(newsletter, day: datetime) -> list[str]:
    hours = planning.hours(newsletter, after=day, until=day + timedelta(days=1))
    return [hour.strftime("%H:%M") for hour in hours]


@pytest.mark.parametrize(
    ("zone", "day", "hour", "leaves"),
    [
        ("UTC", MIDNIGHT, time(6), ["06:00"]),
        ("Europe/Paris", MIDNIGHT, time(6), ["04:00"]),
        ("Asia/Kathmandu", MIDNIGHT, time(6), ["00:15"]),
        ("Europe/Paris", datetime(2026, 3, 28, 23, tzinfo=UTC), time(2, 30), ["01:00"]),  # skipped
        ("Europe/Paris", datetime(2026, 10, 24, 22, tzinfo=UTC), time(2, 30), ["00:30"]),  # twice
    ],
)
def test_it_leaves_by_the_clocks_of_its_zone(zone, day, hour, leaves):
    assert said(of_rule(zone=zone, hour=hour), day) == leaves


def test_it_leaves_on_its_days_alone():
    weekdays = of_rule(days="01234")
    week = [said(weekdays, MIDNIGHT + timedelta(days=day)) for day in range(7)]
    assert week == [*[["06:00"]] * 5, [], []]
    assert said(of_rule(days=""), MIDNIGHT) == []


def test_an_issue_is_made_once_for_each_hour_to_come():
    newsletter = of_rule()
    assert planning.plan_coming(now=MIDNIGHT - timedelta(hours=7)) == 0
    assert planning.plan_coming(now=MIDNIGHT) == 1
    assert planning.plan_coming(now=MIDNIGHT + HOUR) == 0
    issue = newsletter.issues.get()
    assert (issue.state, issue.number, issue.is_filled) == (Issue.State.SCHEDULED, 1, True)
    assert issue.sends_at == issue.planned_for == MIDNIGHT + 6 * HOUR
    assert issue.events.get().by_name == "The house"
    assert planning.plan_coming(now=MIDNIGHT + timedelta(hours=20)) == 1
    assert newsletter.issues.order_by("number").last().number == 2


def test_what_an_editor_has_unscheduled_is_not_made_again(staff):
    newsletter = of_rule()
    planning.plan_coming(now=MIDNIGHT)
    sending.unschedule(newsletter.issues.get(), by=staff.producer)
    assert planning.plan_coming(now=MIDNIGHT + HOUR) == 0
    assert sending.plan(newsletter, at=MIDNIGHT + 6 * HOUR) is None


@pytest.mark.parametrize(
    ("changed", "leave"),
    [
        ({"hour": time(7)}, [7]),
        ({"zone": "Europe/Paris"}, [4]),
        ({"days": "1"}, []),
        ({"rule": "chosen"}, []),
    ],
)
def test_where_its_newsletter_leaves_at_another_hour_readers_get_one_and_no_second(changed, leave):
    newsletter = of_rule()
    planning.plan_coming(now=MIDNIGHT)
    Newsletter.objects.filter(pk=newsletter.pk).update(**changed)
    planning.plan_coming(now=MIDNIGHT + HOUR)
    scheduled = newsletter.issues.filter(state=Issue.State.SCHEDULED)
    assert [issue.sends_at for issue in scheduled] == [MIDNIGHT + hour * HOUR for hour in leave]
    first = newsletter.issues.get(number=1)
    assert (first.state, first.sends_at) == (Issue.State.DRAFT, None)
    assert "does not leave at that hour any more" in first.said
    Newsletter.objects.filter(pk=newsletter.pk).update(
        hour=time(6), zone="UTC", days="0123456", rule="latest"
    )
    planning.plan_coming(now=MIDNIGHT + HOUR)
    assert newsletter.issues.get(state=Issue.State.SCHEDULED).sends_at == MIDNIGHT + 6 * HOUR


def test_the_hour_that_an_editor_gave_an_issue_stays_when_its_newsletter_leaves_at_another(staff):
    newsletter = of_rule()
    tomorrow = clock.now() + DAY
    issue = sending.plan(newsletter, at=tomorrow)
    sending.schedule(issue, at=tomorrow + HOUR, by=staff.producer)
    planning.plan_coming()
    issue.refresh_from_db()
    assert (issue.state, issue.sends_at) == (Issue.State.SCHEDULED, tomorrow + HOUR)


def test_an_hour_that_has_passed_makes_no_issue():
    of_rule()
    assert planning.plan_coming(now=MIDNIGHT + 6 * HOUR) == 0


def test_an_editors_newsletter_waits_for_its_editor():
    of_rule(rule="chosen")
    assert planning.plan_coming(now=MIDNIGHT) == 0
