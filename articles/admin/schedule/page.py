"""The schedule's page: a week or a day, what is to be put right, and what comes in the next 48 hours."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.contrib.admin import AdminSite
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from articles import clock, hours, proof, reading, wall_times
from articles.admin import modules, reach
from articles.admin.line import Mark
from articles.admin.schedule import beside, days, ruler, walls, zones
from articles.admin.schedule.asked import Asked
from articles.admin.schedule.gathering import gather, may_move
from articles.admin.schedule.timed import Timed
from articles.admin.schedule.wrongs import Wrong, gaps, wrongs
from articles.models import Edition
from articles.rules import may_walk_in_time

A_DAY = timedelta(days=1)
AHEAD = 2 * A_DAY
# How much is told that is to be put right: what readers would notice comes first.
PUT_RIGHT = 12
# Of how many that went out the page says when readers could see them.
PROVED = 6


@require_http_methods(["GET", "HEAD"])
def schedule(request, *, site: AdminSite):
    """All that has an hour, in a week or on a day."""
    asked = Asked.of(request.user, request.GET, clock.now())
    context = {
        **site.each_context(request),
        **_shown(request.user, asked),
        "import_map": modules.import_map(request, "schedule"),
    }
    return render(request, "admin/schedule/schedule.html", context)


@require_http_methods(["GET", "HEAD"])
def parts(request):
    """The same without the frame: an open page asks for it now and then, and shows what others moved."""
    asked = Asked.of(request.user, request.GET, clock.now())
    return render(request, "admin/schedule/_parts.html", _shown(request.user, asked))


def _shown(user, asked: Asked) -> dict:
    """What the page says."""
    now, sections = asked.now, reading.sections_and_parts()
    asked = asked.among(sections)
    meant = asked.of_section(sections)
    things, left_out = gather(
        user,
        [asked.span, (now - A_DAY, now + AHEAD)],
        sections=meant if asked.section else [],
        person=asked.person,
        zone=asked.zone,
        now=now,
    )
    if not asked.section:
        things += beside.gathered(user, [asked.span, (now - A_DAY, now + AHEAD)], asked.zone)
        things.sort(key=lambda thing: (thing.at, thing.kind, thing.title))
    missed = gaps(user, [one for one in sections if one.pk in meant], now, asked.zone)
    found = wrongs(things, missed, asked.zone, now, now + AHEAD)
    astray = _strays(user, now)
    people = {thing.person.pk: thing.person for thing in things if thing.person}
    things = [thing for thing in _marked(things, found) if thing.is_of(asked.person)]
    if asked.person:
        keys = {thing.key for thing in things}
        found = [wrong for wrong in found if keys.intersection(wrong.about)]
    coming = [thing for thing in things if now < thing.at < now + AHEAD]
    next_out = next((thing for thing in coming if thing.opens and not thing.is_held), None)
    begins, ends = asked.span
    shown = [thing for thing in things if begins <= thing.at < ends]
    return {
        "asked": asked,
        "title": f"{hours.day_named(asked.day)}{_year(asked)}" if asked.is_day else "Schedule",
        "range": _range(asked),
        "next_out": next_out,
        "next_in": walls.countdown(next_out.at, now) if next_out else "",
        "people": sorted(people.values(), key=str),
        "sections": [one for one in sections if one.parent_id is None],
        "zones": zones.told(asked),
        "clocks": walls.clocks((asked.zone, asked.other), now),
        "days": [] if asked.is_day else days.week(asked, shown),
        "long_day": days.long_day(asked, shown, sections, missed) if asked.is_day else None,
        "rail": [(hour * 4, f"{hour:02}:00") for hour in days.RAIL],
        "now_hour": walls.hour(now, asked.zone),
        "now_slot": ruler.quarter(now, asked.zone),
        "wrongs": found[:PUT_RIGHT],
        "wrongs_are_more": len(found) > PUT_RIGHT,
        "strays": astray,
        "wrong_count": len(found) + len(astray),
        "then": _then(user, shown) if asked.is_day else "",
        "soon": days.soon(asked, coming),
        "soon_count": len(coming),
        "soon_more": max(len(coming) - days.LISTED, 0),
        "left_out": left_out,
        "proofs": _proofs(things, now),
        "now": now,
    }


def _strays(user, now: datetime) -> list[tuple[wall_times.Stray, bool]]:
    """Hours that the wall will not show, each with whether somebody may put it right."""
    among = reach.of_stories(Edition.objects.all(), user)
    return [(stray, may_move(user, stray.edition.story)) for stray in wall_times.strays(now, among=among)][
        :PUT_RIGHT
    ]


def _then(user, things: list[Timed]) -> str:
    """The address of the front as it will be when all of a day has happened, for who may see it."""
    last = max((thing.at for thing in things), default=None)
    if last is None or not may_walk_in_time(user):
        return ""
    return reverse("admin:time_machine", query={"at": last.isoformat(), "path": "/"})


def _proofs(things: list[Timed], now: datetime) -> list[tuple[Timed, list[proof.Said]]]:
    """What went out last, and what was seen of it; the last first."""
    out = [thing for thing in things if thing.kind == "live" and thing.at >= now - A_DAY][-PROVED:]
    receipts = proof.of(thing.edition for thing in out)
    return [(thing, receipts.get(thing.edition.pk, [])) for thing in reversed(out)]


def _marked(things: list[Timed], found: list[Wrong]) -> list[Timed]:
    """Things, with a sign on those that readers would notice."""
    clashing = {key: wrong for wrong in found if wrong.kind == "must" for key in wrong.about}
    return [
        replace(thing, is_clash=True, mark=Mark("must", _clash(thing))) if thing.key in clashing else thing
        for thing in things
    ]


def _clash(thing: Timed) -> str:
    return "two leads" if thing.opens else "ends too early"


def _range(asked: Asked) -> str:
    """`Friday 23 to Thursday 29 October`."""
    first, last = asked.days[0], asked.days[-1]
    month = f" {first:%B}" if first.month != last.month else ""
    return f"{first:%A} {first.day}{month} to {hours.day_named(last)}{_year(asked)}"


def _year(asked: Asked) -> str:
    """The year, if it is another than this."""
    year = asked.days[-1].year
    return f" {year}" if year != asked.today.year else ""
