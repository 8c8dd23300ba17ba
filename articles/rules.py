"""What narrows a right to a story: whose it is, which desk holds it, which section it stands in. Asked as
`user.has_perm(permission, story)`.

The right itself comes from the role (`articles.roles`); without a story in hand, the role alone answers.
"""

from dataclasses import dataclass

import rules
from django.db.models import Q, Value

from articles.models import Section, Story

# Said of one's own stories alone, unless one may send copy back.
OF_THEIR_OWN = frozenset({"articles.file_story", "articles.change_story"})
EDITS_COPY = "articles.send_back_story"
SEES_ANY_MOMENT = "articles.see_any_moment"


@dataclass(frozen=True)
class Ground:
    """Where somebody works. On no desk is on every desk, and in no section in every section."""

    desks: frozenset[int]
    sections: frozenset[int]

    def holds(self, story: Story) -> bool:
        """A story without a desk is every desk's, and one without a section every section's."""
        on_desk = not self.desks or story.desk_id is None or story.desk_id in self.desks
        return on_desk and (
            not self.sections or story.section_id is None or story.section_id in self.sections
        )


def ground(user) -> Ground:
    """The desks somebody works on, and their sections with all parts; asked once for each sign of life of the user."""
    if not hasattr(user, "_ground"):
        theirs = Section.objects.filter(Q(members=user) | Q(parent__members=user))
        sections = theirs.order_by().values_list(Value("section"), "pk")
        desks = user.desks.order_by().values_list(Value("desk"), "pk")
        found = list(desks.union(sections).order_by())
        user._ground = Ground(
            desks=frozenset(pk for noun, pk in found if noun == "desk"),
            sections=frozenset(pk for noun, pk in found if noun == "section"),
        )
    return user._ground


def may_walk_in_time(user) -> bool:
    """Whether somebody may see the paper of any moment, and so what every desk has coming: not where rights are
    narrowed to desks or sections."""
    theirs = ground(user)
    return user.has_perm(SEES_ANY_MOMENT) and not (theirs.desks or theirs.sections)


@rules.predicate
def on_their_ground(user, story):
    return story is None or ground(user).holds(story)


@rules.predicate
def is_its_writer(user, story):
    """Who began it, whose byline it bears, or who is to write it; a story of nobody's is anybody's."""
    if story is None or user.pk in (story.created_by_id, story.assignee_id):
        return True
    writers = set(story.bylines.exclude(author__user=None).values_list("author__user", flat=True))
    return user.pk in writers or not (writers or story.created_by_id or story.assignee_id)


def holds(permission: str):
    """The person's role has a right, whatever the story."""

    @rules.predicate(f"holds:{permission}")
    def predicate(user):
        return permission in user.get_all_permissions()

    return predicate


edits_copy = holds(EDITS_COPY)

for permission in OF_THEIR_OWN:
    rules.add_perm(permission, holds(permission) & on_their_ground & (edits_copy | is_its_writer))
rules.add_perm("articles.view_story", holds("articles.view_story") & (on_their_ground | is_its_writer))
for codename, _ in Story._meta.permissions:
    if not rules.perm_exists(f"articles.{codename}"):
        rules.add_perm(f"articles.{codename}", holds(f"articles.{codename}") & on_their_ground)
