"""The budget: what is due on a day, by section, planned in its rows and printed on one sheet."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.contrib.admin import AdminSite
from django.db.models import Exists, OuterRef
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from articles import clock, hours, workflow
from articles.admin import reach
from articles.admin.base import day_asked
from articles.admin.line import Line, for_lines
from articles.admin.plan_form import PlanForm
from articles.admin.story_form import colleagues
from articles.models import Byline, Section
from articles.rules import ground

A_DAY = timedelta(days=1)
# A day of more is no day's work: the list of stories has the rest.
MOST = 200


@dataclass(frozen=True)
class Row(Line):
    """A story on the budget."""

    place: int = 0

    @property
    def due(self) -> str:
        """The hour alone: the day is the page's own."""
        return f"{hours.local(self.story.due_at):%H:%M}" if self.story.due_at else ""

    @property
    def may_plan(self) -> bool:
        """Whether whoever looks may plan it, as far as the row itself tells: each verb asks again."""
        story, user = self.story, self.user
        writes = user.pk in (story.created_by_id, story.assignee_id) or story.is_credited
        edits = user.has_perm("articles.send_back_story")
        return (
            ground(user).holds(story)
            and user.has_perm("articles.change_story")
            and (edits or writes)
            and self.is_open
        )

    @property
    def is_open(self) -> bool:
        """Stopped stories are planned no more."""
        return self.story.status in workflow.MOVES["plan"].leaves

    @property
    def zone(self) -> str:
        """The zone in which whoever looks types hours."""
        return hours.zone_of(self.user).key

    @property
    def typed(self) -> dict[str, str]:
        """What its form says now."""
        only = ("due_at", "urgency", "commissioned_words", "budget_line")
        return PlanForm(story=self.story, by=self.user, only=only).as_typed()


@dataclass
class Chapter:
    """One section's stories."""

    section: Section | None
    rows: list[Row] = field(default_factory=list)

    @property
    def words(self) -> int:
        return sum(row.words for row in self.rows)


@require_http_methods(["GET", "HEAD"])
def budget(request, *, site: AdminSite):
    """A day's budget: today's, unless the address names another day."""
    now = clock.now()
    day = day_asked(request.GET.get("day", "")) or hours.local(now).date()
    chapters, left_out = _chapters(request.user, day, now)
    rows = [row for chapter in chapters for row in chapter.rows]
    context = {
        **site.each_context(request),
        "title": f"Budget for {hours.day_named(day)}",
        "day": day,
        "is_today": day == hours.local(now).date(),
        "yesterday": day - A_DAY,
        "tomorrow": day + A_DAY,
        "chapters": chapters,
        "left_out": left_out,
        "count": len(rows),
        "words": sum(row.words for row in rows),
        "late": sum(row.lateness == "late" for row in rows),
        "colleagues": list(colleagues().order_by("name")) if rows else [],
        "now": now,
    }
    return render(request, "admin/budget.html", context)


def _chapters(user, day: date, now: datetime) -> tuple[list[Chapter], bool]:
    """The day's stories under their sections, in the sections' order; and whether there are more than are shown."""
    credited = Exists(Byline.objects.filter(story=OuterRef("pk"), author__user=user))
    planned = for_lines(reach.stories(user).budgeted_for(day)).annotate(is_credited=credited)
    stories = list(planned[: MOST + 1])
    chapters: dict[int | None, Chapter] = {}
    for story in stories[:MOST]:
        chapter = chapters.setdefault(story.section_id, Chapter(story.section))
        chapter.rows.append(Row(story, user, now, place=len(chapter.rows) + 1))
    ordered = sorted(
        chapters.values(), key=lambda one: (one.section is None, (one.section and one.section.position) or 0)
    )
    return ordered, len(stories) > MOST
