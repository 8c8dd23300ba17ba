"""A real mail server for tests: what the house sends goes over SMTP, and is read as a mail program would."""

import re
from collections import Counter
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from socket import socket

import django
from aiosmtpd.controller import Controller
from django.test import override_settings


class PostOffice:
    """Every letter that came, in order."""

    def __init__(self):
        self.letters: list[EmailMessage] = []
        # What is said to who writes to an address, such as “550 5.1.1 No such user”; by default it is welcome.
        self.answers: dict[str, str] = {}
        self.came: Counter[str] = Counter()  # how often each letter came, by its Message-ID
        self.port = 0
        self.on_letter = lambda letter: "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        letter = message_from_bytes(envelope.content, policy=policy.default)
        answer = self.on_letter(letter)
        if answer.startswith("250"):
            self.letters.append(letter)
            self.came[letter["Message-ID"]] += 1
        return answer

    def links(self) -> list[str]:
        """The addresses in the last letter."""
        return re.findall(r"https?://\S+", self.letters[-1].get_content())


@contextmanager
def open_office():
    """The office while it is open, with the house sending there."""
    with opened(PostOffice()) as office:
        yield office


@contextmanager
def opened(office: PostOffice):
    """An office of one's own kind, in the same way."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        office.port = port = free.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with sending_to("127.0.0.1", port):
            yield office
    finally:
        controller.stop()


def sending_to(host: str, port: int):
    backend = "django.core.mail.backends.smtp.EmailBackend"
    if django.VERSION >= (6, 1):
        return override_settings(
            MAILERS={"default": {"BACKEND": backend, "OPTIONS": {"host": host, "port": port}}}
        )
    return override_settings(EMAIL_BACKEND=backend, EMAIL_HOST=host, EMAIL_PORT=port)
