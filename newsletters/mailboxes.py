"""Addresses of mail as readers type them: which one is meant, which are refused, and to which nothing is sent.

An address is kept as it was typed, but for its domain, which is written as mail servers know it (IDNA 2008). Its
mailbox is the same in small letters: whoever writes in capitals is the same reader.
"""

import re
from collections.abc import Iterable
from hashlib import blake2b

import idna

from newsletters.models import Suppression

Why = Suppression.Why
# What stands in the way of letters until their reader says, by a letter that reaches them, that they want them.
_LIFTED = {Why.ERASED, Why.BOUNCE, Why.COMPLAINT}
_ADDRESS = re.compile(r"[^\s<>(),;:]+@[^\s<>(),;:]+")
LONGEST, LONGEST_LOCAL = 254, 64
# RFC 5321 allows more before the @. What only serves to send a letter on by another server, or to confuse a program
# on its way (`%`, `!`, `|`, quotes, an option’s hyphen in front), is nobody’s address today.
_LOCAL = re.compile(r"(?!-)[a-z0-9#$&'*+/=?^_{}~-]+(?:\.[a-z0-9#$&'*+/=?^_{}~-]+)*", re.IGNORECASE | re.ASCII)
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+\Z)[a-z0-9-]{2,63}", re.ASCII)
_TOO_LONG = "That is longer than any e-mail address."


class NotAnAddress(ValueError):
    """What was typed is no address that a letter can go to; says so in one sentence."""


def address_of(text: str) -> tuple[str, str]:
    """The address that somebody typed, and its mailbox. Raises NotAnAddress."""
    typed = text.strip()
    if len(typed) > LONGEST:
        raise NotAnAddress(_TOO_LONG)
    if not typed.isprintable() or any(letter.isspace() for letter in typed):
        raise NotAnAddress("An e-mail address is one word, such as you@example.org.")
    local, at, domain = typed.rpartition("@")
    if not at or not local or not domain:
        raise NotAnAddress("An e-mail address has a name, an @ and a domain, such as you@example.org.")
    if not local.isascii():
        raise NotAnAddress("Before the @ we can write to Latin letters alone: is there another address?")
    if len(local) > LONGEST_LOCAL or not _LOCAL.fullmatch(local):
        raise NotAnAddress(
            f"No letter can go to “{local[:LONGEST_LOCAL]}”: look at what stands before the @."
        )
    address = f"{local}@{_domain_of(domain)}"
    if len(address) > LONGEST:
        raise NotAnAddress(_TOO_LONG)
    return address, address.lower()


def root_of(mailbox: str) -> str:
    """The mailbox behind its many names: `An.a+news@…` is often `ana@…`. Only for counting, never to write to."""
    local, _, domain = mailbox.rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{domain}"


def digest_of(mailbox: str) -> str:
    """What is kept of a mailbox, or of “@” and a domain, where it must be known again but not be read."""
    return blake2b(mailbox.encode(), digest_size=32, person=b"newsletters").hexdigest()


def hidden_in(said: str) -> str:
    """What a mail server said, without the addresses in it: it is kept longer than readers are."""
    return _ADDRESS.sub("…", said)


def _domain_of(text: str) -> str:
    """A domain in ASCII and small letters, of two parts or more; no bare number, such as those of machines."""
    try:
        domain = idna.encode(text.removesuffix("."), uts46=True).decode().lower()
    except (idna.IDNAError, UnicodeError):
        domain = ""
    if not _DOMAIN.fullmatch(domain):
        raise NotAnAddress(f"No letter can go to “{text[:60]}”: look at what stands after the @.")
    return domain


# To whom nothing is sent


def is_suppressed(mailbox: str) -> bool:
    """Whether nothing is sent there, because of the mailbox itself or of its whole domain."""
    return bool(suppressed_among([mailbox]))


def suppressed_among(mailboxes: Iterable[str]) -> set[str]:
    """Those of some mailboxes to which nothing is sent: one question for them all."""
    digests = {mailbox: (digest_of(mailbox), digest_of(domain_in(mailbox))) for mailbox in mailboxes}
    asked = {digest for both in digests.values() for digest in both}
    found = set(Suppression.objects.filter(digest__in=asked).values_list("digest", flat=True))
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


def domain_in(mailbox: str) -> str:
    """“@” and the domain of a mailbox: under its digest a whole domain is suppressed."""
    return f"@{mailbox.rpartition('@')[2]}"
