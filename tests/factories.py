"""Data for tests: plain functions with overrides. Every story is made and moved by the verbs that the desk uses."""

from datetime import UTC, datetime, timedelta
from itertools import count

from accounts.models import User
from articles import roles, workflow
from articles.models import Author, Dateline, Section, Story

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)

PASSWORD = "a long pass phrase"

_numbers = count(1)


def make_user(role: str | None = None, **fields) -> User:
    """Somebody with a role; the roles are those of `articles.roles`."""
    number = next(_numbers)
    user = User.objects.create_user(
        **{"email": f"person-{number}@example.org", "name": f"Person {number}", "password": PASSWORD} | fields
    )
    if role:
        roles.give(user, role)
    return user


def make_section(name: str = "World", **fields) -> Section:
    slug = fields.pop("slug", name.lower().replace(" ", "-"))
    return Section.objects.get_or_create(slug=slug, defaults={"name": name} | fields)[0]


def make_author(name: str = "Ana Reyes", **fields) -> Author:
    return Author.objects.get_or_create(name=name, defaults=fields)[0]


def make_dateline(place: str = "Beira", **fields) -> Dateline:
    facts = {"full_place": f"{place}, Mozambique", "country": "MZ", "time_zone": "Africa/Maputo"}
    return Dateline.objects.get_or_create(place=place, defaults=facts | fields)[0]


def make_story(**fields) -> Story:
    """A draft that lacks nothing. `authors` and `tags` are names."""
    authors, tags = fields.pop("authors", ["Ana Reyes"]), fields.pop("tags", [])
    number = next(_numbers)
    fields = {
        "headline": f"Dam bursts above town {number}",
        "body": "<p>The water came before dawn.</p>",
    } | fields
    if "section" not in fields:
        fields["section"] = make_section()
    story = Story.objects.create(**fields)
    story.tags.set(tags)
    for position, name in enumerate(authors):
        story.bylines.create(author=make_author(name), position=position)
    return story


class Staff:
    """One person of each role, made when first asked for: `staff.publisher`, `staff.another_publisher`."""

    def __getattr__(self, name: str) -> User:
        user = make_user(
            getattr(roles, name.removeprefix("another_").upper()), name=name.replace("_", " ").capitalize()
        )
        setattr(self, name, user)
        return user

    def filed(self, story: Story | None = None, **fields) -> Story:
        return workflow.file(story or make_story(**fields), by=self.publisher)

    def cleared(self, story: Story | None = None, *, now=None, **fields) -> Story:
        story = story or make_story(**fields)
        if story.status == Story.Status.DRAFT:
            workflow.file(story, by=self.publisher, now=now)
        return workflow.clear(story, by=self.copy_editor, now=now)

    def published(self, story: Story | None = None, *, at=None, until=None, now=None, **fields) -> Story:
        """A story that is live, or from `at`; `now` is when the buttons were pressed."""
        story = self.cleared(story, now=now, **fields)
        workflow.publish(story, by=self.publisher, at=at, until=until, now=now)
        return story

    def rewritten(self, story: Story, *, now=None, **fields) -> Story:
        """The story with a changed text, cleared again."""
        workflow.revise(
            story, by=self.publisher, now=now, **{"body": f"<p>Version {next(_numbers)}.</p>"} | fields
        )
        return self.cleared(story, now=now)
