"""What a worker does for newsletters: who signed up is asked, issues of coming hours are made, and letters leave."""

from functools import partial
from threading import Event
from time import monotonic

from newsletters import clicks, deliveries, filling, letters, links, planning, signing_up
from newsletters.deliveries import NotYet, Own, Written, mark
from newsletters.models import Issue, Newsletter, SignUp, Subscriber

# How long a worker sends before it looks after its other chores: seconds.
AT_ONCE = 3.0


def ask() -> int:
    """Ask those by letter who signed up; returns how many. What a restored database brings back is let go of before."""
    if not SignUp.objects.due().exists():
        return 0
    deliveries.halt_the_long_past()
    mark.go_on()
    return signing_up.answer_due()


def plan() -> int:
    """Make the issues of the coming hours; returns how many."""
    return planning.plan_coming()


def send(stopped: Event) -> int:
    """Begin what is due, and send what may leave, for some seconds; returns how many letters and issues that were.

    What a restored database brings back, and what has been left alone for long, waits for somebody before anything
    else is done.
    """
    ends = monotonic() + AT_ONCE
    done = deliveries.halt_the_long_past()
    done += deliveries.begin_due(freeze)
    done += deliveries.list_readers()
    while monotonic() < ends and not stopped.is_set() and (sent := deliveries.send_due(stopped, written)):
        done += sent
    return done + deliveries.finish_done()


def freeze(issue: Issue) -> dict:
    """What an issue says that leaves now. Raises NotYet where there is nothing for readers in it."""
    content = letters.freeze(issue)
    if issue.planned_for and not _is_enough(issue.newsletter, content):
        raise NotYet("Its rule found too little that is new: choose stories for it, or leave this one out.")
    if not content["stories"] and not content["intro"]:
        raise NotYet("Readers have none of its stories any more: choose others.")
    return content


def written(issue: Issue) -> Written:
    """The letter of an issue as readers have its stories at this moment."""
    content = letters.still(issue)
    if issue.content["stories"] and not content["stories"]:
        raise NotYet("Readers have none of its stories any more.")
    letter = letters.letter(issue, content)
    html = clicks.counted(issue, letter.html)
    return Written(letter.subject, html, letter.text, partial(_own, issue.newsletter))


def _own(newsletter: Newsletter, subscriber: Subscriber) -> Own:
    unsubscription = links.unsubscription(subscriber, newsletter)
    words = {letters.UNSUBSCRIPTION: unsubscription, letters.PREFERENCES: links.preferences(subscriber)}
    return Own(unsubscription, words)


def _is_enough(newsletter: Newsletter, content: dict) -> bool:
    """Whether there is news for an issue that leaves without an editor: corrections alone are none."""
    picks = [filling.Pick(entry["story"], entry["why"]) for entry in content["stories"]]
    return filling.is_enough(newsletter, picks)
