"""The one staircase: every way in which a story's status changes, and in which an edition is made, moved or ended.

Each verb is one transaction: lock the row, permit, check, change, record. `by` is who acts; `now` is when, by default
the database's clock. Every verb raises PermissionDenied where the person may not, and IllegalMove where the story is
not in the place for it. MOVES has them all.
"""

from articles.acts import IllegalMove, PreflightFailed, StaleVersion
from articles.workflow.ending import expire, kill, spare, spike, unspike
from articles.workflow.moves import MOVES, ON_ITS_WAY
from articles.workflow.passing import clear, file, review, send_back, unwaive, waive
from articles.workflow.planning import PLANNED, give, leave, plan, take
from articles.workflow.publishing import correct, emergency, publish, recall, reschedule, unschedule
from articles.workflow.writing import autosave, bring_together, keep, revise

__all__ = [
    "MOVES",
    "ON_ITS_WAY",
    "PLANNED",
    "IllegalMove",
    "PreflightFailed",
    "StaleVersion",
    "autosave",
    "bring_together",
    "clear",
    "correct",
    "emergency",
    "expire",
    "file",
    "give",
    "keep",
    "kill",
    "leave",
    "plan",
    "publish",
    "recall",
    "reschedule",
    "review",
    "revise",
    "send_back",
    "spare",
    "spike",
    "take",
    "unschedule",
    "unspike",
    "unwaive",
    "waive",
]
