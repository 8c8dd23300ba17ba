"""Telling colleagues: on their screen at once, and once by mail. Who may not see a story by then hears nothing."""

import logging
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.db import connection, transaction

from accounts.models import User
from articles import clock
from articles.models import Note, Notice, Receipt, Story, StoryEvent

log = logging.getLogger(__name__)


def tell(
    users: Iterable[User],
    story: Story,
    *,
    note: Note | None = None,
    event: StoryEvent | None = None,
    receipt: Receipt | None = None,
) -> None:
    """Leave word for people, of a note, what was done or what is late; each is told of the same thing once."""
    now, of = clock.now(), {"note": note, "event": event, "receipt": receipt}
    rows = [Notice(user=user, story=story, at=now, **of) for user in users]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def unseen(user: User) -> list[Notice]:
    """What somebody was told and has not looked at, newest first: of the stories that they may see now."""
    rows = user.notices.filter(seen_at=None).select_related("story", "note", "event", "receipt")
    return [notice for notice in rows[:100] if user.has_perm("articles.view_story", notice.story)]


def see(user: User, story: Story | None = None) -> None:
    """Somebody has looked: at one story, or at all that they were told."""
    rows = user.notices.filter(seen_at=None)
    (rows.filter(story=story) if story else rows).update(seen_at=clock.now())


def send_due() -> int:
    """Mail what waits, each notice once; returns how many letters went. One that fails waits, and stops no other."""
    return sum(
        map(
            _send,
            Notice.objects.filter(mailed_at=None).order_by("at", "pk").values_list("pk", flat=True)[:500],
        )
    )


@transaction.atomic
def _send(pk: int) -> bool:
    """One letter, unless another worker has it in hand. What the person may not see by now is dropped, unsaid."""
    lock = {"skip_locked": True} if connection.features.has_select_for_update_skip_locked else {}
    waiting = Notice.objects.select_for_update(of=("self",), **lock).filter(pk=pk, mailed_at=None)
    notice = waiting.select_related("user", "story", "note", "event", "receipt").first()
    if notice is None:
        return False
    user = notice.user
    if not (user.is_active and user.has_perm("articles.view_story", notice.story)):
        notice.delete()
        return False
    try:
        send_mail(f"{notice}", _letter(notice), settings.DEFAULT_FROM_EMAIL, [user.email])
    except OSError:
        log.exception("The letter to %s waits", user.email)
        return False
    notice.mailed_at = clock.now()
    notice.save(update_fields=["mailed_at"])
    return True


def _letter(notice: Notice) -> str:
    return f"{notice}:\n\n{notice.words}\n\n{settings.SITE_URL}{notice.url}\n"
