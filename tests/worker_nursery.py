"""Workers for tests, each a process of its own: forked in a moment from one that has everything loaded.

A worker may be told to die at a point, as `kill -9` kills: in the middle of a line, without a last word.
"""

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from importlib import import_module
from io import StringIO
from pathlib import Path
from threading import Lock

ROOT = Path(__file__).resolve().parent.parent


class Nursery:
    """Where workers come from, as a test speaks to it."""

    def __init__(self, process: subprocess.Popen):
        self.process = process
        self._read()

    def start(self, *, once=True, dies: tuple[str, str, int] | None = None, lease=0.4) -> int:
        """Start a worker, which dies before or after the nth call of a function; returns its number.

        `lease` is in seconds, and short: what a dead worker had in hand is soon offered again.
        """
        return self._ask(do="start", once=once, dies=dies, lease=lease)

    def wait(self, pid: int) -> int:
        """How a worker ended: 0 well, or minus the signal that ended it."""
        return self._ask(do="wait", pid=pid)

    def run(self, **how) -> int:
        return self.wait(self.start(**how))

    def _ask(self, **order) -> int:
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return self._read()

    def _read(self) -> int:
        return json.loads(self.process.stdout.readline())


@contextmanager
def open_nursery(database: str, prepare: str = "tests.worker_nursery.prepare_effects", **settings: str):
    """A nursery whose workers work on a database and may ask servers on this machine.

    `prepare` names a function that is called before any worker is born, and says what they do; `settings` are said in
    their environment.
    """
    environment = os.environ | {
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DEBUG": "on",
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
        "OUTGOING_HOSTS": "127.0.0.1",
    }
    command = [sys.executable, __file__, prepare]
    process = subprocess.Popen(
        command,
        env=environment | settings,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    try:
        yield Nursery(process)
    finally:
        process.stdin.close()
        process.wait(timeout=20)
        process.stdout.close()


def _die_at(name: str, when: str, nth: int) -> None:
    """Let this process die before or after the nth call of a function, given with its module."""
    module_name, _, function_name = name.rpartition(".")
    module = __import__(module_name, fromlist=[function_name])
    function, lock, calls = getattr(module, function_name), Lock(), [0]

    def called(*args, **kwargs):
        with lock:
            calls[0] += 1
            is_it = calls[0] == nth
        if is_it and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*args, **kwargs)
        if is_it:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(module, function_name, called)


def _be_a_worker(*, once: bool, dies, lease: float, **order) -> None:
    from django.core.management import call_command

    from articles.effects import leasing
    from newsletters import deliveries

    leasing.LEASE = deliveries.leasing.LEASE = timedelta(seconds=lease)
    if dies:
        _die_at(*dies)
    call_command("work", once=once, stdout=StringIO())


def prepare_effects() -> None:
    """Workers that tell others what was published; what failed rests shortly."""
    from articles.effects import delivering, leasing
    from newsroom.management.commands import work

    leasing.FIRST_REST, leasing.ATTEMPTS = timedelta(seconds=0.05), 1000
    delivering.BEGUN_WITHIN, work.PAUSE, work.CHORES = 30, 0.05, [work.tell_outside]


def _tend(prepare: str) -> None:
    import django

    django.setup()
    module, _, function = prepare.rpartition(".")
    getattr(import_module(module), function)()
    print(0, flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        if order["do"] == "wait":
            print(os.waitstatus_to_exitcode(os.waitpid(order["pid"], 0)[1]), flush=True)
            continue
        pid = os.fork()
        if pid:
            print(pid, flush=True)
            continue
        try:
            _be_a_worker(**order)
            os._exit(0)
        finally:
            os._exit(1)


if __name__ == "__main__":
    _tend(sys.argv[1])
