"""Measure how fast newsletters leave: an issue of eight stories to ten thousand readers, over SMTP to a server on this
machine that takes everything. Prints a line.
"""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from socket import socket
from tempfile import TemporaryDirectory
from threading import Event

from django.test import override_settings

from articles import clock
from articles.models import Edition
from newsletters import work
from newsletters.deliveries import mark
from newsletters.models import Issue, Newsletter, Subscriber, Subscription

LETTERS = int(os.environ.get("BENCH_LETTERS", "10000"))
STORIES = 8
UNDER_WAY = (Issue.State.SCHEDULED, Issue.State.SENDING)
# A server of its own process, which counts for nothing in ours. It says when it is there, and ends with its input.
SINK = """
import sys
from aiosmtpd.controller import Controller

class Sink:
    async def handle_DATA(self, server, session, envelope):
        return "250 OK"

controller = Controller(Sink(), hostname="127.0.0.1", port=int(sys.argv[1]))
controller.start()
print("open", flush=True)
sys.stdin.read()
controller.stop()
"""


def main() -> None:
    with TemporaryDirectory(prefix="newsroom-bench-") as folder, _sink() as port:
        settings = {"UNDO_SECONDS": 0, "SENT_MARK": f"{folder}/sent-mark", "LETTERS_A_SECOND": {}}
        with override_settings(**settings), _mail_to(port):
            mark.start_over()
            issue = _issue()
            began, spent = time.monotonic(), time.process_time()
            while Issue.objects.get(pk=issue.pk).state in UNDER_WAY:
                work.send(Event())
            took, spent = time.monotonic() - began, time.process_time() - spent
    sent = issue.deliveries.filter(state="sent").count()
    issue.newsletter.subscriptions.all().delete()
    Subscriber.objects.filter(deliveries__issue=issue).delete()
    issue.delete()
    print(
        f"letters: {sent / spent:.0f} a second per core; {sent:,} left in {took / 60:.1f} minutes by one worker"
    )


def _issue() -> Issue:
    """An issue of the newest stories, which is to leave now."""
    newsletter, _ = Newsletter.objects.get_or_create(
        slug="bench",
        defaults={"name": "The bench", "sender_name": "The bench", "sender_address": "b@bench.example"},
    )
    now, names = clock.now(), [f"reader-{number}@readers.example" for number in range(LETTERS)]
    readers = Subscriber.objects.bulk_create(
        Subscriber(address=name, mailbox=name, key=f"bench-{number}") for number, name in enumerate(names)
    )
    Subscription.objects.bulk_create(
        Subscription(subscriber=reader, newsletter=newsletter, asked_at=now, confirmed_at=now)
        for reader in readers
    )
    issue = Issue.objects.create(newsletter=newsletter, number=newsletter.issues.count() + 1)
    for position, edition in enumerate(Edition.objects.live().newest_first()[:STORIES], start=1):
        issue.stories.create(story_id=edition.story_id, position=position)
    Issue.objects.filter(pk=issue.pk).update(state=Issue.State.SCHEDULED, sends_at=now)
    return issue


@contextmanager
def _sink():
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", SINK, str(port)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin
    assert process.stdout
    try:
        process.stdout.readline()
        yield port
    finally:
        process.stdin.close()
        process.wait(timeout=20)
        process.stdout.close()


def _mail_to(port: int):
    from tests.post_office import sending_to

    return sending_to("127.0.0.1", port)
