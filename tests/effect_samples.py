"""Receivers outside, and what a worker does about them."""

from threading import Event

from articles import clock
from articles.effects import deliver_due
from articles.models import Effect, Webhook


def make_webhook(url: str = "https://receiver.example/hook", **fields) -> Webhook:
    return Webhook.objects.create(**{"name": "The app", "url": url} | fields)


def deliver_all() -> int:
    """Do what is due now, as a worker does, until nothing is; returns how many tries that were."""
    tries = 0
    while done := deliver_due(Event()):
        tries += done
    return tries


def told(effects=None) -> list[tuple]:
    """What is queued: occasion and channel, and in how many seconds from the edition's opening it is due."""
    effects = Effect.objects.all() if effects is None else effects
    rows = effects.select_related("edition").order_by("due_at", "channel", "pk")
    return [
        (row.occasion, row.channel, round((row.due_at - row.edition.live_from).total_seconds()))
        for row in rows
    ]


def hurry() -> None:
    """Let what waits be due: nobody can recall it any more, or wants to wait for the next try."""
    Effect.objects.waiting().update(offered_at=clock.now())
