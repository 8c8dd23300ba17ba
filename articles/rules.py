"""What narrows a right to a story: whose it is, and which desk holds it. Asked as `user.has_perm(permission, story)`.

The right itself comes from the role (`articles.roles`); without a story in hand, the role alone answers.
"""

import rules

from articles.models import Story


def desk_ids(user) -> frozenset[int]:
    """The desks somebody works on, asked once for each sign of life of the user object."""
    if not hasattr(user, "_desk_ids"):
        user._desk_ids = frozenset(user.desks.values_list("pk", flat=True))
    return user._desk_ids


@rules.predicate
def on_its_desk(user, story):
    """A story without a desk is everybody's, and somebody on no desk works for all."""
    return story is None or story.desk_id is None or not desk_ids(user) or story.desk_id in desk_ids(user)


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


edits_copy = holds("articles.send_back_story")

rules.add_perm(
    "articles.file_story", holds("articles.file_story") & on_its_desk & (is_its_writer | edits_copy)
)
rules.add_perm(
    "articles.change_story", holds("articles.change_story") & on_its_desk & (is_its_writer | edits_copy)
)
rules.add_perm("articles.view_story", holds("articles.view_story") & (on_its_desk | is_its_writer))
for codename, _ in Story._meta.permissions:
    if not rules.perm_exists(f"articles.{codename}"):
        rules.add_perm(f"articles.{codename}", holds(f"articles.{codename}") & on_its_desk)
