"""The worker, as it runs: real processes, real requests, and a receiver that counts."""

import os
import signal
from collections import Counter
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic, sleep

import pytest
from django.db import connection, transaction

from articles import clock
from articles.effects import leasing
from articles.models import Effect
from tests.effect_samples import hurry, make_webhook
from tests.factories import Staff
from tests.web_server import say, serving
from tests.worker_nursery import open_nursery

SEND, DELIVERED, TAKE = (
    "articles.outgoing.send",
    "articles.effects.leasing.delivered",
    "articles.effects.leasing.take",
)
# Where a worker dies: before and after each thing that leaves a trace anywhere, at the first time and later ones.
DEATHS = [
    *((TAKE, "before", 1), (TAKE, "after", 1), (TAKE, "after", 2)),
    ("articles.clock.now", "before", 1),  # in the middle of the transaction that takes
    *((SEND, when, nth) for when in ("before", "after") for nth in (1, 2, 5, 9)),
    *((DELIVERED, when, nth) for when in ("before", "after") for nth in (1, 2, 5, 9)),
]


@pytest.fixture
def staff(transactional_db):
    from articles.roles import make_groups

    make_groups()
    return Staff()


class Receiver:
    """Who hears by webhook: how often each key came, and a rest before each answer."""

    def __init__(self, rest: float = 0):
        self.rest, self.came, self.first = rest, Counter(), Event()

    def answer(self, handler):
        self.came[handler.headers["Webhook-Id"]] += 1
        self.first.set()
        sleep(self.rest)
        try:
            say(handler)
        except OSError:
            handler.close_connection = True


@pytest.fixture(scope="module")
def nursery(django_db_setup):
    with open_nursery(database_url()) as nursery:
        yield nursery


@contextmanager
def receiving(staff, *, effects: int, rest: float = 0):
    """A receiver of so many effects, which are due."""
    receiver = Receiver(rest)
    with serving(receiver.answer) as server:
        for _ in range(effects // 2):
            make_webhook(server.url, hears_kills=False)
        for _ in range(2):
            staff.published()
        hurry()
        assert Effect.objects.count() == effects
        yield receiver


def database_url() -> str:
    """Where the tests' own database is, for another process."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"


def keys(effects) -> set[str]:
    return {str(key) for key in effects.values_list("key", flat=True)}


@pytest.mark.slow
def test_a_worker_that_is_killed_anywhere_loses_nothing_and_repeats_nothing_that_it_recorded(staff, nursery):
    """At least once, and by its key once: only what was acknowledged and not yet recorded comes again."""
    with receiving(staff, effects=120) as receiver:
        recorded: dict[str, int] = {}
        for death in DEATHS:
            hurry()
            before = sum(receiver.came.values())
            assert nursery.run(dies=death) == -signal.SIGKILL
            for key in keys(Effect.objects.filter(delivered_at__isnull=False)):
                recorded.setdefault(key, receiver.came[key])
            # What came and was not recorded were no more than a worker has in hand.
            assert sum(receiver.came.values()) - before <= leasing.TAKE + len(recorded)
        hurry()
        assert nursery.run() == 0
        assert not Effect.objects.waiting().exists()
        assert keys(Effect.objects.all()) == set(receiver.came)
        assert {key: receiver.came[key] for key in recorded} == recorded


@pytest.mark.slow
def test_a_worker_that_is_killed_from_outside_loses_nothing(staff, nursery):
    with receiving(staff, effects=60, rest=0.02) as receiver:
        recorded: dict[str, int] = {}
        for moment in (0.02, 0.05, 0.08, 0.11, 0.14):
            hurry()
            worker = nursery.start()
            receiver.first.wait(5)
            receiver.first.clear()
            sleep(moment)
            os.kill(worker, signal.SIGKILL)
            nursery.wait(worker)
            for key in keys(Effect.objects.filter(delivered_at__isnull=False)):
                recorded.setdefault(key, receiver.came[key])
        hurry()
        assert nursery.run() == 0
        assert not Effect.objects.waiting().exists()
        assert keys(Effect.objects.all()) == set(receiver.came)
        assert {key: receiver.came[key] for key in recorded} == recorded


@pytest.mark.slow
def test_a_lease_that_runs_out_is_offered_again_by_itself(staff, nursery):
    with receiving(staff, effects=4) as receiver:
        nursery.run(dies=(TAKE, "after", 1), lease=6)
        ends = Effect.objects.order_by("-offered_at").first().offered_at
        assert nursery.run() == 0
        assert sum(receiver.came.values()) == 0, "it is in somebody's hand"
        sleep(max(0, (ends - clock.now()).total_seconds()))
        assert nursery.run() == 0
        assert sorted(receiver.came.values()) == [1, 1, 1, 1]


@pytest.mark.slow
def test_workers_side_by_side_do_each_effect_once(staff, nursery):
    with receiving(staff, effects=100, rest=0.01) as receiver:
        workers = [nursery.start(lease=60) for _ in range(2)]
        assert [nursery.wait(worker) for worker in workers] == [0, 0]
        assert set(receiver.came.values()) == {1}
        assert keys(Effect.objects.filter(delivered_at__isnull=False, attempts=1)) == set(receiver.came)
        assert len(receiver.came) == 100


@pytest.mark.slow
def test_a_worker_that_is_told_to_stop_finishes_what_it_began_and_gives_back_the_rest(staff, nursery):
    with receiving(staff, effects=20, rest=0.3) as receiver:
        worker = nursery.start(once=False, lease=60)
        assert receiver.first.wait(5)
        began = monotonic()
        os.kill(worker, signal.SIGTERM)
        assert nursery.wait(worker) == 0
        assert monotonic() - began < 5
        delivered = Effect.objects.filter(delivered_at__isnull=False)
        assert 0 < delivered.count() < 20
        assert receiver.came == Counter(keys(delivered))
        assert all(row.attempts == 0 and row.offered_at <= clock.now() for row in Effect.objects.waiting())


@pytest.mark.postgres
def test_what_somebody_has_a_hand_on_is_stepped_over(staff):
    """SKIP LOCKED: another worker neither waits for a row that is being taken, nor takes it too."""
    make_webhook()
    make_webhook()
    staff.published()
    hurry()
    first = Effect.objects.order_by("pk").first()
    found: list[list[int]] = []

    def other():
        found.append([row.pk for row in leasing.take()])
        connection.close()

    with transaction.atomic():
        Effect.objects.select_for_update().get(pk=first.pk)
        thread = Thread(target=other)
        thread.start()
        thread.join(10)
    assert found == [[Effect.objects.exclude(pk=first.pk).get().pk]]
