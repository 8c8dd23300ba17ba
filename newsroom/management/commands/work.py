"""Do what waits beside the paper: nothing that readers see hangs on it."""

import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event, current_thread, main_thread
from typing import Any, NamedTuple

from django.core.cache import cache
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from articles import clock, effects, notices, shifts, witness
from articles.models import Shift
from newsletters import signing_up
from newsletters import work as newsletters
from pictures import developing, imprinting

log = logging.getLogger(__name__)

HOUR = 3600
PAUSE = 1.0  # Seconds between looks at what waits, at most.
BLINK = 0.05  # And at least: what is due is due when the database's clock has passed it.
PATIENCE = 20.0  # How long a mail server may take for an answer.


class Round(NamedTuple):
    """One round of a worker: the shift in which it is at work, and whether it has been told to stop."""

    shift: Shift
    stopped: Event


# A chore does some of what waits and says in a few words what it did; nothing, where nothing waited.
Chore = Callable[[Round], str]


def look(now: Round) -> str:
    """Receipts say for themselves what was seen."""
    witness.look(since=now.shift.before)
    return ""


def tell_outside(now: Round) -> str:
    return _counted(effects.deliver_due(now.stopped), "effect", "effects")


def send_letters(now: Round) -> str:
    return _counted(notices.send_due(), "letter sent", "letters sent")


def ask_readers(now: Round) -> str:
    return _counted(newsletters.ask(), "sign-up answered", "sign-ups answered")


def develop(now: Round) -> str:
    return _counted(developing.develop_due(), "crop developed", "crops developed")


def imprint(now: Round) -> str:
    return _counted(imprinting.imprint_due(), "picture printed anew", "pictures printed anew")


def forget_readers(now: Round) -> str:
    """Once an hour: all of them are looked through."""
    if not cache.add("readers-looked-through", True, HOUR):
        return ""
    return _counted(signing_up.forget_old(), "old sign-up let go of", "old sign-ups let go of")


def plan_newsletters(now: Round) -> str:
    return _counted(newsletters.plan(), "issue made", "issues made")


def send_newsletters(now: Round) -> str:
    return _counted(
        newsletters.send(now.stopped), "step of sending newsletters done", "steps of sending newsletters done"
    )


def sweep(now: Round) -> str:
    return _counted(effects.sweep(), "old effect let go of", "old effects let go of")


CHORES: list[Chore] = [
    *(look, tell_outside, send_letters, ask_readers, plan_newsletters, send_newsletters),
    *(imprint, develop, sweep, forget_readers),
]


class Command(BaseCommand):
    help = (
        "Does what waits (effects of publications, letters to colleagues, newsletters) and looks whether readers have "
        "what they should, until it is stopped. Several may run side by side."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what waits now, and end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        stopped, shift = Event(), None
        with _nobody_waits_for_ever(), _told_to_stop(stopped):
            while not stopped.is_set():
                shift = _tried(partial(shifts.clock_in, shift), "Clocking in") or shift
                done = self._all_chores(Round(shift, stopped)) if shift else False
                if once and not done:
                    return
                if not once:
                    pause = BLINK if done else _tried(_pause, "Looking ahead") or PAUSE
                    close_old_connections()
                    stopped.wait(pause)

    def _all_chores(self, now: Round) -> bool:
        """Do each chore once; returns whether there was anything to do."""
        found = False
        for chore in CHORES:
            said = "" if now.stopped.is_set() else _tried(partial(chore, now), chore.__name__)
            if said:
                self.stdout.write(f"{said}.")
                found = True
        return found


def _tried(do: Callable[[], Any], name: str) -> Any:
    """What comes of it; nothing, if it fails: the others are done, and it is tried again."""
    try:
        return do()
    except Exception:
        log.exception("%s failed, and is tried again", name)
        return None


def _pause() -> float:
    """How many seconds nothing is to be done: until something is to be looked for, and never long."""
    coming = witness.next_look()
    left = (coming - clock.now()).total_seconds() if coming else PAUSE
    return max(BLINK, min(left, PAUSE))


@contextmanager
def _told_to_stop(stopped: Event) -> Iterator[None]:
    """On SIGTERM and SIGINT what is in hand is finished, and nothing more is begun."""
    if current_thread() is not main_thread():
        yield
        return
    names = (signal.SIGTERM, signal.SIGINT)
    before = {name: signal.signal(name, lambda *_: stopped.set()) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


@contextmanager
def _nobody_waits_for_ever() -> Iterator[None]:
    """A mail server that takes a connection and says nothing would keep a worker for ever."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(PATIENCE)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""
