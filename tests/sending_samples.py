"""Issues that are to be sent, and those whom they go to."""

from itertools import count

from articles import clock
from newsletters import deliveries
from newsletters.deliveries import Own, Written
from newsletters.models import Issue, LinkCount, Newsletter, Subscriber, Subscription

_numbers = count(1)

CONTENT = {"subject": "The morning", "stories": []}


def make_newsletter(**fields) -> Newsletter:
    number = next(_numbers)
    facts = {
        "name": f"Briefing {number}",
        "slug": f"briefing-{number}",
        "promise": "What matters, in five minutes.",
        "sender_name": "The Meridian",
        "sender_address": "briefing@meridian.example",
    }
    return Newsletter.objects.create(**facts | fields)


def make_issue(newsletter: Newsletter | None = None, **fields) -> Issue:
    """A draft that its newsletter's rule fills, so that nothing is missing in it."""
    newsletter = newsletter or make_newsletter()
    facts = {"number": newsletter.issues.count() + 1, "is_filled": True}
    return Issue.objects.create(newsletter=newsletter, **facts | fields)


def make_readers(newsletter: Newsletter, number: int, domain: str = "example.org") -> list[Subscriber]:
    """So many people who have a newsletter, made in one go."""
    names = [f"reader-{next(_numbers)}" for _ in range(number)]
    readers = Subscriber.objects.bulk_create(
        Subscriber(address=f"{name}@{domain}", mailbox=f"{name}@{domain}", key=f"key-{name}")
        for name in names
    )
    now = clock.now()
    Subscription.objects.bulk_create(
        Subscription(subscriber=reader, newsletter=newsletter, asked_at=now, confirmed_at=now)
        for reader in readers
    )
    return readers


def make_link() -> LinkCount:
    """A link of an issue that was sent, which is counted."""
    issue = make_issue(state="sent", frozen_at=clock.now(), content=CONTENT)
    return LinkCount.objects.create(issue=issue, number=1, link="https://news.example.org/")


def freeze(issue: Issue) -> dict:
    return CONTENT


def written(issue: Issue) -> Written:
    """A letter with one word in it that is the reader's own."""

    def own(subscriber: Subscriber) -> Own:
        link = f"https://news.example.org/newsletter/{subscriber.key}/"
        return Own(link, {"%%OWN%%": link})

    subject = issue.content["subject"]
    return Written(subject, "<p>Good morning. <a href='%%OWN%%'>End</a></p>", "Good morning. %%OWN%%", own)


def prepare_senders() -> None:
    """Workers, each a process of its own, that send what is due, and whom a rest of a second is long enough."""
    from newsletters.deliveries import batch, leasing
    from newsroom.management.commands import work

    batch.FIRST_PATIENCE = batch.LONGEST_PATIENCE = 0.05
    leasing.ATTEMPTS = 1000
    work.PAUSE, work.CHORES = 0.05, [_send]


def _send(now) -> str:
    done = deliveries.halt_the_long_past() + deliveries.begin_due(freeze) + deliveries.list_readers()
    done += deliveries.send_due(now.stopped, written) + deliveries.finish_done()
    return f"{done} done" if done else ""
