"""What was done with an issue, in sentences: who, what, when and why."""

from newsletters import sending
from newsletters.models import Issue, IssueEvent

_DID = {
    "plan": "made it by its rule",
    "schedule": "set its hour",
    "send_now": "let it leave at once",
    "unschedule": "took it off the schedule",
    "pause": "let it wait",
    "resume": "let it go on",
    "stop": "stopped it for good",
    "begin": "began to send it",
    "put_off": "made it a draft again",
    "halt": "let it wait for somebody",
    "finish": "sent it to the end",
}
assert _DID.keys() == {*sending.MOVES, "plan"}, "whatever is said of an issue can be told"


def told(issue: Issue) -> list[tuple[IssueEvent, str]]:
    """Each thing that was done with it, the last first, with the words that follow a name."""
    return [(event, _DID[event.verb]) for event in issue.events.order_by("-at", "-pk")]
