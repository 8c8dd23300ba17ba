"""What commands are told in words, found in the database; and what they are refused, said in one clear sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.core.management.base import CommandError

from accounts.models import User
from articles import moments
from articles.models import Story
from articles.workflow import IllegalMove, PreflightFailed

ISO = "such as 2026-11-22T06:00 (the site's zone) or 2026-11-22T06:00[America/New_York]"


def person(email: str | None) -> User:
    """Who acts: the person with this address, or the house itself where nobody is named. Raises CommandError."""
    if email is None:
        return User.objects.house()
    try:
        return User.objects.get_by_natural_key(email)
    except User.DoesNotExist:
        raise CommandError(f"Nobody signs in as “{email}”.") from None


def story_called(slug: str) -> Story:
    """The story with this slug. Raises CommandError."""
    try:
        return Story.objects.get(slug=slug)
    except Story.DoesNotExist:
        raise CommandError(f"No story has the slug “{slug}”.") from None


def moment(written: str | None) -> datetime | None:
    """The moment that an option names; None where the option is not there. Raises CommandError."""
    try:
        return None if written is None else moments.moment(written)
    except moments.NoSuchMoment as refusal:
        raise CommandError(str(refusal)) from None


@contextmanager
def refusals_as_sentences() -> Iterator[None]:
    """Let what the workflow refuses end the command, with every reason on a line of its own."""
    try:
        yield
    except PreflightFailed as refusal:
        raise CommandError("\n".join(str(reason) for reason in refusal.reasons)) from None
    except (IllegalMove, PermissionDenied) as refusal:
        raise CommandError(str(refusal)) from None
