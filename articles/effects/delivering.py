"""Doing what is due: a batch is taken, several hands make the requests, and what became of each is kept at once.

The hands touch no database: all that a try needs is read before. One bad effect stops no other, and neither does a
receiver who never answers. A worker that is told to stop finishes what it has begun, and gives back the rest.
"""

import logging
from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Event
from time import monotonic

from articles.effects import leasing
from articles.effects.channels import CHANNELS
from articles.effects.sending import Send, Undelivered
from articles.models import Effect

log = logging.getLogger(__name__)

HANDS = 8
# What has not begun by then is given back, so that no lease runs out on it.
BEGUN_WITHIN = leasing.LEASE.total_seconds() / 3


def deliver_due(stopped: Event) -> int:
    """Do one batch of what is due; returns how many effects were in it, so that 0 means that nothing waits."""
    began, effects = monotonic(), leasing.take()
    ready = [(effect, send) for effect in effects if (send := _prepared(effect))]
    if not ready:
        return len(effects)
    batch = _Batch(stopped, began + BEGUN_WITHIN)
    with ThreadPoolExecutor(HANDS) as hands:
        tries = {hands.submit(batch.attempt, effect, send): effect for effect, send in ready}
        for done in as_completed(tries):
            _keep(tries[done], done.result())
    leasing.give_back(batch.not_begun)
    for channel, recipient in batch.silent:
        leasing.let_rest(channel, recipient)
    return len(effects) - len(batch.not_begun)


class _Batch:
    """One batch in many hands."""

    def __init__(self, stopped: Event, begun_by: float):
        self.stopped, self.begun_by = stopped, begun_by
        self.silent: set[tuple[str, str]] = set()
        self.not_begun: list[Effect] = []

    def attempt(self, effect: Effect, send: Send) -> Undelivered | bool:
        """Whether somebody took it, or why not; False if it was not even begun."""
        recipient = (effect.channel, effect.recipient)
        if self.stopped.is_set() or monotonic() > self.begun_by or recipient in self.silent:
            self.not_begun.append(effect)
            return False
        try:
            send()
        except Undelivered as why:
            if why.is_silence:
                self.silent.add(recipient)
            return why
        except Exception as fault:
            log.exception("Effect %s failed by a fault of ours", effect.pk)
            return Undelivered(f"{type(fault).__name__}: {fault}")
        return True


def _prepared(effect: Effect) -> Send | None:
    """What is to be done; None if nobody wants it any more, which ends it, or if it cannot be made out."""
    is_gone = effect.edition is None and effect.occasion != Effect.Occasion.RECALL
    try:
        send = None if is_gone else CHANNELS[effect.channel].prepare(effect)
    except Exception as fault:
        log.exception("Effect %s cannot be prepared", effect.pk)
        leasing.failed(effect, Undelivered(f"{type(fault).__name__}: {fault}"))
        return None
    if send is None:
        Effect.objects.filter(pk=effect.pk).delete()
    return send


def _keep(effect: Effect, outcome: Undelivered | bool) -> None:
    if isinstance(outcome, Undelivered):
        log.warning("Effect %s, attempt %s: %s", effect.pk, effect.attempts, outcome)
        leasing.failed(effect, outcome)
    elif outcome:
        leasing.delivered(effect)
