"""Do what waits beside the paper: nothing that readers see hangs on it."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from articles import clock, notices, shifts, witness

PAUSE = 5.0  # Seconds between looks at what waits, at most.
BLINK = 0.05  # And at least: what is due is due when the database's clock has passed it.


class Command(BaseCommand):
    help = "Sends what waits, and looks whether readers have what they should, until it is stopped."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what waits now, and end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        stopped = threading.Event()
        if not once:
            for name in (signal.SIGTERM, signal.SIGINT):
                signal.signal(name, lambda *_: stopped.set())
        shift = None
        while not stopped.is_set():
            shift = shifts.clock_in(shift)
            witness.look(since=shift.before)
            sent = notices.send_due()
            if sent:
                self.stdout.write(f"{sent} letter{'s' if sent > 1 else ''} sent.")
            if once:
                return
            pause = _pause()
            close_old_connections()
            stopped.wait(pause)


def _pause() -> float:
    """How many seconds nothing is to be done: until something is to be looked for, and never long."""
    coming = witness.next_look()
    left = (coming - clock.now()).total_seconds() if coming else PAUSE
    return max(BLINK, min(left, PAUSE))
