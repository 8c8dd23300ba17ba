"""Letters to colleagues who follow a desk: when a story of it comes out, and when one is withdrawn."""

from collections import defaultdict
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from accounts.models import User
from articles import reading
from articles.effects.channel import Channel, Choose
from articles.effects.sending import Send, Undelivered
from articles.models import Desk, Edition, Effect
from articles.renditions import absolute

_HEARD = frozenset({Effect.Occasion.OPENING.value, Effect.Occasion.KILL.value})


def _recipients() -> Choose:
    followers: dict[int, list[str]] = defaultdict(list)
    rows = Desk.followers.through.objects.filter(user__is_active=True)
    for desk, user in rows.order_by("user").values_list("desk_id", "user_id"):
        followers[desk].append(str(user))

    def choose(occasion: str, edition: Edition) -> list[str]:
        return followers.get(edition.story.desk_id or 0, []) if occasion in _HEARD else []

    return choose


def _prepare(effect: Effect) -> Send | None:
    """A letter; none to somebody who no longer follows the desk, or may not see the story by now."""
    user = User.objects.filter(pk=effect.recipient, is_active=True, is_staff=True).first()
    edition, story = effect.edition, effect.story
    if user is None or edition is None or not user.has_perm("articles.view_story", story):
        return None
    if story.desk is None or not story.desk.followers.filter(pk=user.pk).exists():
        return None
    if effect.occasion == Effect.Occasion.KILL:
        told = reading.notice_for(edition)
        return partial(_send, _letter(effect, user, "Withdrawn", told.note if told else ""))
    if edition.ordinal > 1 or not Edition.objects.live().filter(story=story).exists():
        return None
    return partial(_send, _letter(effect, user, "Out", edition.deck))


def _letter(effect: Effect, user: User, what: str, words: str) -> EmailMessage:
    edition = effect.edition
    assert edition, "a letter is about an edition"
    at_the_desk = absolute(reverse("admin:articles_story_change", args=[effect.story_id]))
    about = [f"{edition.headline}", words, absolute(edition.path), f"At the desk: {at_the_desk}"]
    why = f"You follow {effect.story.desk}: {absolute(reverse('admin:following'))}"
    letter = EmailMessage(
        " ".join(f"{what}: {edition.headline}".split()),
        "\n\n".join(filter(None, [*about, why])) + "\n",
        settings.DEFAULT_FROM_EMAIL,
        [user.email],
    )
    # The same from try to try, so that a mailbox can know a letter that it has.
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "newsroom"
    letter.extra_headers["Message-ID"] = f"<{effect.key}@{host}>"
    return letter


def _send(letter: EmailMessage) -> None:
    try:
        letter.send()
    except (OSError, SMTPException) as error:
        raise Undelivered(f"{type(error).__name__}: {error}", is_silence=False) from error


def _names(recipients: set[str]) -> dict[str, str]:
    return {str(user.pk): str(user) for user in User.objects.filter(pk__in=recipients)}


CHANNEL = Channel("desk_mail", "Letter to who follows the desk", True, _recipients, _prepare, _names)
