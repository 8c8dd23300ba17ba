"""Do what waits beside the paper: nothing that readers see hangs on it."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from articles import notices

PAUSE = 5.0  # Seconds between looks at what waits.


class Command(BaseCommand):
    help = "Sends what waits to be sent (letters to colleagues), until it is stopped. Stories go live without it."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what waits now, and end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        stopped = threading.Event()
        if not once:
            for name in (signal.SIGTERM, signal.SIGINT):
                signal.signal(name, lambda *_: stopped.set())
        while not stopped.is_set():
            sent = notices.send_due()
            if sent:
                self.stdout.write(f"{sent} letter{'s' if sent > 1 else ''} sent.")
            if once:
                return
            close_old_connections()
            stopped.wait(PAUSE)
