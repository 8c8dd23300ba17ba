"""Workers that send, as they run: real processes, a real mail server, and `kill -9` wherever it hurts."""

import os
import random
import signal
from collections import Counter
from time import monotonic, sleep

import pytest

from newsletters.models import Delivery, Issue, TideMark
from tests.factories import Staff
from tests.post_office import PostOffice, opened
from tests.sending_samples import make_issue, make_newsletter, make_readers
from tests.test_work import database_url
from tests.worker_nursery import open_nursery

pytestmark = pytest.mark.slow

BEGIN, LIST, TAKE = (
    f"newsletters.deliveries.{name}" for name in ("begin_due", "list_readers", "leasing.take")
)
NOTE, SEND, KEEP = (
    f"newsletters.deliveries.{name}" for name in ("mark.note", "mailing.send", "leasing.accepted")
)
# Where a worker dies: before and after each thing that leaves a trace anywhere, at the first time and later ones.
DEATHS = [
    ("newsletters.sending.begin", "after", 1),  # in the middle of the transaction that freezes
    *((BEGIN, "before", 1), (BEGIN, "after", 1), (LIST, "before", 1), (LIST, "after", 1)),
    ("newsletters.deliveries.mark.advance", "after", 1),  # and of the one that takes
    *((TAKE, "before", 1), (TAKE, "after", 1), (NOTE, "before", 1), (NOTE, "after", 1)),
    *((SEND, when, nth) for when in ("before", "after") for nth in (1, 2, 5, 9)),
    *((KEEP, when, nth) for when in ("before", "after") for nth in (1, 2, 5, 9)),
]


@pytest.fixture
def staff(transactional_db):
    from articles.roles import make_groups

    make_groups()
    return Staff()


@pytest.fixture
def office():
    with opened(PostOffice()) as office:
        yield office


@pytest.fixture
def nursery(transactional_db, office, tmp_path):
    environment = {
        "EMAIL_URL": f"smtp://127.0.0.1:{office.port}",
        "SENT_MARK": str(tmp_path / "sent-mark"),
        "UNDO_SECONDS": "0",
    }
    with open_nursery(database_url(), "tests.sending_samples.prepare_senders", **environment) as nursery:
        yield nursery


def to_be_sent(staff, settings, readers: int) -> Issue:
    from newsletters import sending

    settings.UNDO_SECONDS = 0
    newsletter = make_newsletter()
    make_readers(newsletter, readers)
    return sending.send_now(make_issue(newsletter), by=staff.producer)


class Witness:
    """What had been kept as sent when somebody looked, and how often each letter had come by then."""

    def __init__(self, office: PostOffice):
        self.office, self.kept = office, {}

    def look(self) -> int:
        """Look once a worker is dead; returns how many are kept as sent."""
        for key in Delivery.objects.filter(state="sent").values_list("message_id", flat=True):
            self.kept.setdefault(key, self.office.came[key])
        return len(self.kept)

    def is_content(self, issue: Issue, readers: int, deaths: int) -> None:
        """Nobody was lost, nobody was repeated of whom it was known, and of the others one at most for each death."""
        self.look()
        issue.refresh_from_db()
        assert issue.state == Issue.State.SENT
        assert issue.deliveries.count() == issue.deliveries.filter(state="sent").count() == readers
        assert set(self.office.came) == set(self.kept)
        assert {key: self.office.came[key] for key in self.kept} == self.kept
        assert sum(self.office.came.values()) - readers <= deaths
        assert max(self.office.came.values()) <= 1 + deaths


def test_a_worker_that_is_killed_anywhere_loses_nobody_and_repeats_nobody_of_whom_it_knew(
    staff, office, nursery, settings
):
    issue, witness = to_be_sent(staff, settings, 150), Witness(office)
    for death in DEATHS:
        assert nursery.run(dies=death, lease=0.01) == -signal.SIGKILL, f"nobody came to {death}"
        witness.look()
    for _ in range(3):
        sleep(0.05)
        assert nursery.run(lease=0.01) == 0
    witness.is_content(issue, 150, len(DEATHS))


@pytest.mark.parametrize(("readers", "deaths"), [(400, 6), pytest.param(5000, 40, marks=pytest.mark.slow)])
def test_kill_9_at_random_points_of_a_send(staff, office, nursery, settings, readers, deaths):
    """As from outside: nobody knows where in the code the worker was."""
    issue, witness, chance = to_be_sent(staff, settings, readers), Witness(office), random.Random(readers)
    died = 0
    while died < deaths and witness.look() < readers:
        came, worker = sum(office.came.values()), nursery.start(lease=0.3)
        until = monotonic() + 20
        while sum(office.came.values()) < came + readers // (deaths * 2) and monotonic() < until:
            sleep(0.005)
        sleep(chance.random() * 0.05)
        os.kill(worker, signal.SIGKILL)
        died += nursery.wait(worker) == -signal.SIGKILL
    while Delivery.objects.waiting().exists():
        sleep(0.3)
        assert nursery.run(lease=5) == 0
    witness.is_content(issue, readers, died)
    assert died >= deaths // 2, "it was over too soon to be killed"


def test_two_workers_side_by_side_send_each_letter_once(staff, office, nursery, settings):
    issue = to_be_sent(staff, settings, 600)
    workers = [nursery.start(lease=60) for _ in range(2)]
    assert [nursery.wait(worker) for worker in workers] == [0, 0]
    while Delivery.objects.waiting().exists():
        assert nursery.run(lease=60) == 0
    assert Counter(office.came.values()) == {1: 600}
    assert not issue.deliveries.exclude(state="sent", attempts=1).exists()
    assert TideMark.objects.get().reached >= 6


def test_a_worker_that_is_told_to_stop_finishes_its_letter_and_leaves_the_rest(
    staff, office, nursery, settings
):
    issue = to_be_sent(staff, settings, 500)
    worker = nursery.start(once=False, lease=60)
    while not office.letters:
        sleep(0.005)
    os.kill(worker, signal.SIGTERM)
    assert nursery.wait(worker) == 0
    sent = issue.deliveries.filter(state="sent").count()
    assert 0 < sent < 500
    assert sum(office.came.values()) == sent
    assert set(issue.deliveries.waiting().values_list("attempts", flat=True)) <= {0}
