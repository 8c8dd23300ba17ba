"""What a publication causes outside: rows made inside the verbs, and done by `manage.py work` when the hour has come.

`queueing` makes the rows and lets them follow the windows, `channels` lists what can be caused, each in a file of its
own; `leasing` hands rows out and keeps what became of them, `delivering` does them.
"""

from articles.effects.delivering import deliver_due
from articles.effects.leasing import retry, sweep
from articles.effects.queueing import (
    forget_kill,
    have_gone,
    queue_kill,
    queue_recall,
    recallable_until,
    settle,
    settle_coming,
)

__all__ = [
    "deliver_due",
    "forget_kill",
    "have_gone",
    "queue_kill",
    "queue_recall",
    "recallable_until",
    "retry",
    "settle",
    "settle_coming",
    "sweep",
]
