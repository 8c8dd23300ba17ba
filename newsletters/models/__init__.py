"""What newsletters are made of, one noun a file."""

from .delivery import Delivery
from .issue import Issue
from .issue_event import IssueEvent
from .issue_story import IssueStory
from .link_count import LinkCount
from .list_count import ListCount
from .newsletter import Newsletter
from .pace import Pace
from .report import Report
from .sign_up import SignUp
from .subscriber import Subscriber
from .subscription import Subscription
from .suppression import Suppression
from .tide_mark import TideMark

__all__ = [
    "Delivery",
    "Issue",
    "IssueEvent",
    "IssueStory",
    "LinkCount",
    "ListCount",
    "Newsletter",
    "Pace",
    "Report",
    "SignUp",
    "Subscriber",
    "Subscription",
    "Suppression",
    "TideMark",
]
