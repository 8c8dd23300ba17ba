"""One letter to one reader: how it is put together, and what a mail server makes of it.

Through Django's own mail, so that SMTP and the providers of django-anymail look alike. What makes a letter easy to
leave stands in its head: List-Unsubscribe with one click (RFC 8058), List-Id (RFC 2919), and that it is no answer to
anybody and wants none (RFC 3834).
"""

import hmac
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email import policy
from email.headerregistry import HeaderRegistry, UnstructuredHeader
from hashlib import sha256
from smtplib import (
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)
from typing import Any, NamedTuple

from anymail.exceptions import AnymailAPIError, AnymailError
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from newsletters import mailboxes
from newsletters.models import Delivery, Issue, Newsletter, Subscriber

TOO_MANY = 429
SHUTS_DOWN = 421  # “Service not available, closing transmission channel” (RFC 5321 § 3.8).
# What says that there is no such mailbox, and never will be (RFC 3463, RFC 7505).
_NOBODY = re.compile(r"\b5\.(1\.([1236]|10)|2\.1)\b")


class Own(NamedTuple):
    """What differs from one reader's letter to another's: where one click ends it, and words in place of others."""

    unsubscribe: str
    words: Mapping[str, str]


@dataclass(frozen=True)
class Written:
    """An issue's letter as it is now, and what each reader has of their own in it."""

    subject: str
    html: str
    text: str
    own: Callable[[Subscriber], Own]

    def __post_init__(self):
        if any(sign in self.subject for sign in "\r\n\0"):
            raise ValueError("its subject has a line break in it")


class NotNow(Exception):
    """A server would not take this letter now."""


class NotEver(Exception):
    """A server will never take this letter. `is_nobody`: there is no such mailbox."""

    def __init__(self, why: str):
        self.is_nobody = bool(_NOBODY.search(why))
        super().__init__(why)


class LineLost(Exception):
    """Nobody is there to take any letter; what was not accepted waits."""


class WeAreRefused(Exception):
    """It is not the reader's mailbox that is wrong, it is us: nobody can be sent anything until somebody mends it."""


@contextmanager
def connected() -> Iterator[Any]:
    """A connection for a batch of letters. Raises LineLost."""
    line = mail.mailers.default if settings.DJANGO_6 else mail.get_connection()
    try:
        line.open()
    except (OSError, SMTPException) as error:
        raise LineLost(_said(error)) from error
    try:
        yield line
    finally:
        with suppress(OSError, SMTPException):  # It may be gone; what was accepted is kept.
            line.close()


def send(line: Any, issue: Issue, row: Delivery, written: Written) -> None:
    """Say one letter to a server, and hear that it has it. Raises NotNow, NotEver, LineLost or WeAreRefused."""
    message = letter_for(issue, row, written)
    try:
        line.send_messages([message])
    except SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise _answer(code, said) from error
    except SMTPSenderRefused as error:
        kind = WeAreRefused if error.smtp_code >= 500 else LineLost
        raise kind(f"{error.smtp_code} {_text(error.smtp_error)}") from error
    except SMTPResponseException as error:
        raise _answer(error.smtp_code, error.smtp_error) from error
    except SMTPNotSupportedError as error:
        raise NotEver(_said(error)) from error
    except (OSError, SMTPException) as error:
        raise LineLost(_said(error)) from error
    except AnymailError as error:
        raise _of_provider(error) from error


class _WholeHeader(UnstructuredHeader):
    """A header in one line, however long: a long address in it is otherwise taken for words, and written in a cipher
    that no mail program follows (RFC 2047 forbids it there)."""

    def fold(self, *, policy):
        return f"{self.name}: {self}{policy.linesep}"


_headers = HeaderRegistry()
_headers.map_to_type("list-unsubscribe", _WholeHeader)  # type: ignore[arg-type]
_headers.map_to_type("list-id", _WholeHeader)  # type: ignore[arg-type]


class Letter(EmailMultiAlternatives):
    """A message whose addresses stay whole in its head, also where Django writes it as Python does now (6.0)."""

    metadata: dict[str, str]  # by which a provider's reports name the letter

    def message(self, **how):
        if settings.DJANGO_6:
            how["policy"] = how.get("policy", policy.default).clone(header_factory=_headers)
        return super().message(**how)


def letter_for(issue: Issue, row: Delivery, written: Written) -> Letter:
    newsletter, subscriber = issue.newsletter, row.subscriber
    assert subscriber, "a letter goes to somebody"
    own = written.own(subscriber)
    message = Letter(
        written.subject,
        _filled(written.text, own.words),
        newsletter.sender,
        [subscriber.address],
        reply_to=[newsletter.reply_to] if newsletter.reply_to else None,
        headers={
            "Message-ID": row.message_id,
            "List-Id": list_id(newsletter),
            "List-Unsubscribe": f"<{own.unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Precedence": "bulk",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(_filled(written.html, own.words), "text/html")
    message.metadata = {"letter": str(row.pk)}
    return message


def message_id(issue: Issue, subscriber: Subscriber) -> str:
    """The same for an issue and a reader, however often the row is made: a mailbox may know a letter that it has."""
    said = f"{issue.newsletter_id}:{issue.number}:{subscriber.key}"
    token = hmac.new(settings.SECRET_KEY.encode(), said.encode(), sha256).hexdigest()[:32]
    return f"<{token}@{issue.newsletter.sender_domain}>"


def list_id(newsletter: Newsletter) -> str:
    return f"<{newsletter.slug}.{newsletter.sender_domain}>"


def _filled(text: str, words: Mapping[str, str]) -> str:
    for placeholder, word in words.items():
        text = text.replace(placeholder, word)
    return text


def _answer(code: int, said: bytes | str) -> Exception:
    """What an answer to a letter means: the first figure says whether for now or for good (RFC 5321 § 4.2.1)."""
    words = f"{code} {_text(said)}"
    if code == SHUTS_DOWN or code < 400:
        return LineLost(words)
    return NotEver(words) if code >= 500 else NotNow(words)


def _of_provider(error: AnymailError) -> Exception:
    """A provider is asked over HTTP: too much, or broken, or away, is for now; else it does not want this letter."""
    status = error.status_code
    if isinstance(error, AnymailAPIError) and (status is None or status >= 500 or status == TOO_MANY):
        return LineLost(_said(error))
    return WeAreRefused(_said(error)) if status in (401, 403) else NotEver(_said(error))


def _said(error: Exception) -> str:
    return mailboxes.hidden_in(" ".join(f"{type(error).__name__}: {error}".split()))[:400]


def _text(said: bytes | str) -> str:
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    return mailboxes.hidden_in(" ".join(words.split()))[:400]
