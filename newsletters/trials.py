"""A letter on trial: sent to colleagues as readers would get it, and marked as what it is."""

from collections.abc import Sequence
from smtplib import SMTPRecipientsRefused

from anymail.exceptions import AnymailError
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from accounts.models import User
from articles.acts import IllegalMove
from articles.renditions.addresses import absolute
from newsletters import letters
from newsletters.models import Issue

MARK = "Test"
MOST, AN_HOUR = 20, 3600  # letters that one person may try in an hour, in seconds


def send(issue: Issue, to: Sequence[User], *, by: User) -> None:
    """Send an issue as it would be now to some colleagues.

    Raises IllegalMove for who has tried too much in an hour, and where a mail server does not take it for one of them.
    The links that are each reader's own lead to the page of all newsletters: a test touches nobody's subscription.
    """
    if not _may_try(by, len(to)):
        raise IllegalMove(f"You have sent {MOST} tests within an hour: wait a little.")
    newsletter, page = issue.newsletter, absolute(reverse("newsletters"))
    whole = letters.letter(issue, letters.drafted(issue), mark=MARK)
    letter = letters.addressed(whole, unsubscription=page, preferences=page)
    for colleague in to:
        mail = EmailMultiAlternatives(
            letter.subject,
            letter.text,
            newsletter.sender,
            [colleague.email],
            reply_to=[newsletter.reply_to] if newsletter.reply_to else None,
            headers={"Auto-Submitted": "auto-generated"},
        )
        mail.attach_alternative(letter.html, "text/html")
        try:
            mail.send()
        except (OSError, AnymailError) as fault:
            why = f"The mail server does not take the test for {colleague}: {_answer(fault)}"
            raise IllegalMove(why) from fault


def _answer(fault: Exception) -> str:
    """What the server said; where it refused the address, without Python's own way of putting it."""
    if isinstance(fault, SMTPRecipientsRefused):
        code, said = next(iter(fault.recipients.values()))
        return f"{code} {said.decode(errors='replace')}"
    return str(fault)


def _may_try(by: User, count: int) -> bool:
    key = f"letters-on-trial:{by.pk}"
    cache.add(key, 0, AN_HOUR)
    return cache.incr(key, count) <= MOST
