"""How an issue reaches those who have it: a row for each, and letters that leave in batches as long as it is let.

`mark` knows whether the database is as far as the letters that left, `beginning` freezes what is due and lists whom it
goes to, `leasing` hands rows out (`pacing` says how many) and keeps what became of them, `mailing` says one letter to a
mail server, and `batch` does a handful of them.
"""

from newsletters.deliveries.batch import send_due
from newsletters.deliveries.beginning import NotYet, begin_due, finish_done, list_readers
from newsletters.deliveries.mailing import Own, Written
from newsletters.deliveries.waiting import halt_the_long_past

__all__ = [
    "NotYet",
    "Own",
    "Written",
    "begin_due",
    "finish_done",
    "halt_the_long_past",
    "list_readers",
    "send_due",
]
