"""A story's public history: the editions that readers had, what each changed in the one before, and how each stood.

Only what opened counts, and only of a story that is live and keeps nothing back: see `editions`.
"""

from articles.history.comparing import Comparison, compared, is_asked
from articles.history.editions import Opened, last_at, opened_at
from articles.history.listing import PER_PAGE, History, listed
from articles.history.standing import AsItStood, as_it_stood
from articles.history.steps import Line, Step

__all__ = [
    "PER_PAGE",
    "AsItStood",
    "Comparison",
    "History",
    "Line",
    "Opened",
    "Step",
    "as_it_stood",
    "compared",
    "is_asked",
    "last_at",
    "listed",
    "opened_at",
]
