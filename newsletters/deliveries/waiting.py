"""What does not leave by itself any more: after a restore, or a long time without workers, somebody looks first.

Two signs: a long time has passed since the hour, or since a worker last had an issue in hand; or the database is older
than the letters that this machine has sent (`mark`).
"""

from datetime import timedelta

from articles import clock
from newsletters import sending
from newsletters.deliveries import mark
from newsletters.models import Issue, SignUp

LONG_PAST = timedelta(hours=1)
SIGN_OF_LIFE = timedelta(minutes=1)

_RESTORED = (
    "The database is older than what was sent, as after a restore, or this machine cannot know: find out who has had "
    "it before it goes on."
)


def halt_the_long_past() -> int:
    """Let issues wait for somebody that workers have left alone for long, or that a restored database brings back.

    Returns how many. Said before anything is sent; what is at work shows a sign of life here. Sign-ups that a restored
    database brings back were answered long ago, and are not answered twice.
    """
    now = clock.now()
    if mark.has_gone_back():
        halted = _halt(Issue.objects.leaving(), _RESTORED) + _put_off(Issue.objects.due(), _RESTORED)
        SignUp.objects.waiting().answer(now)
        mark.start_over()
        return halted
    long = Issue.objects.leaving().filter(moved_at__lt=now - LONG_PAST)
    halted = _halt(long, "No worker had it in hand for a long time: look who has had it before it goes on.")
    at_work = Issue.objects.leaving().filter(moved_at__lt=now - SIGN_OF_LIFE, moved_at__gte=now - LONG_PAST)
    at_work.update(moved_at=now)
    return halted


def _halt(issues, why: str) -> int:
    return sum(_tried(sending.halt, issue, why) for issue in issues)


def _put_off(issues, why: str) -> int:
    return sum(_tried(sending.put_off, issue, why) for issue in issues)


def _tried(verb, issue: Issue, why: str) -> bool:
    try:
        verb(issue, why=why)
    except sending.IllegalMove:
        return False  # Another worker was quicker.
    return True
