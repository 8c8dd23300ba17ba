"""Addresses of mail as readers type them: which one is meant, and which are refused.

An address is kept as it was typed, but for its domain, which is written as mail servers know it (IDNA 2008). Its
mailbox is the same in small letters: whoever writes in capitals is the same reader.
"""

import re
from hashlib import blake2b

import idna

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


def domain_in(mailbox: str) -> str:
    """“@” and the domain of a mailbox: under its digest a whole domain is suppressed."""
    return f"@{mailbox.rpartition('@')[2]}"


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
