"""To whom nothing is sent, because of a mailbox or of its whole domain, and what brings letters there again."""

from collections.abc import Iterable

from newsletters.mailboxes import digest_of, domain_in
from newsletters.models import Suppression

Why = Suppression.Why
# What stands in the way of letters until their reader says, by a letter that reaches them, that they want them.
_LIFTED = {Why.ERASED, Why.BOUNCE, Why.COMPLAINT}


def is_suppressed(mailbox: str) -> bool:
    """Whether nothing is sent there, because of the mailbox itself or of its whole domain."""
    return bool(suppressed_among([mailbox]))


def suppressed_among(asked: Iterable[str]) -> set[str]:
    """Those of some mailboxes to which nothing is sent: one question for them all."""
    digests = {mailbox: (digest_of(mailbox), digest_of(domain_in(mailbox))) for mailbox in asked}
    either = {digest for both in digests.values() for digest in both}
    found = set(Suppression.objects.filter(digest__in=either).values_list("digest", flat=True))
    return {mailbox for mailbox, both in digests.items() if found.intersection(both)}


def suppress(mailbox: str, why: str, said: str = "", *, by=None) -> Suppression:
    """Send nothing there from now on; “@” and a domain mean all of it. `why` is one of `Suppression.Why`.

    A reason that forbids more is kept: only the erased may come back by themselves (`lift`), and who complained before
    they had themselves erased does not.
    """
    facts = {"why": why, "said": said[:500], "by": by}
    domain = mailbox[1:] if mailbox.startswith("@") else ""
    kept, is_new = Suppression.objects.get_or_create(
        digest=digest_of(mailbox), defaults=facts | {"domain": domain}
    )
    if not is_new and kept.why == Why.ERASED != why:
        kept.why, kept.said, kept.by = why, said[:500], by
        kept.save(update_fields=["why", "said", "by"])
    return kept


def what_stops(mailbox: str) -> Suppression | None:
    """Why nothing is sent there; of two reasons the one that its reader can do less about."""
    found = sorted(_stopping(mailbox), key=lambda one: _can_be_lifted(one, mailbox))
    return next(iter(found), None)


def may_be_asked(mailbox: str) -> bool:
    """Whether a letter may go there that asks for a confirmation: also to who was erased, and comes back."""
    return all(one.why == Why.ERASED for one in _stopping(mailbox))


def may_be_asked_back(mailbox: str) -> bool:
    """The same for who shows a link of their own: also where letters came back, or were said to be junk."""
    return all(_can_be_lifted(one, mailbox) for one in _stopping(mailbox))


def lift(mailbox: str) -> None:
    """Somebody has confirmed by a letter sent there that they read it and want more: what they can lift goes."""
    Suppression.objects.filter(digest=digest_of(mailbox), why__in=_LIFTED).delete()


def _stopping(mailbox: str) -> Iterable[Suppression]:
    return Suppression.objects.filter(digest__in=(digest_of(mailbox), digest_of(domain_in(mailbox))))


def _can_be_lifted(suppression: Suppression, mailbox: str) -> bool:
    return suppression.why in _LIFTED and suppression.digest == digest_of(mailbox)
