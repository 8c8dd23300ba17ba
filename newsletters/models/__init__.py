"""What newsletters are made of, one noun a file."""

from .delivery import Delivery
from .issue import Issue
from .issue_story import IssueStory
from .newsletter import Newsletter
from .subscriber import Subscriber
from .subscription import Subscription
from .suppression import Suppression

__all__ = ["Delivery", "Issue", "IssueStory", "Newsletter", "Subscriber", "Subscription", "Suppression"]
