"""Whom the outbox tells of a story: colleagues by letter, and whoever outside was named. In numbers, before it does."""

from dataclasses import dataclass

from django.db.models import BooleanField, Count, Value

from articles.models import Desk, Effect, Story, Webhook

_LETTER, _HOOK = "desk_mail", "webhook"


@dataclass(frozen=True)
class Hearers:
    """How many letters leave, and how many outside are told."""

    letters: int = 0
    hooks: int = 0

    def __bool__(self):
        return bool(self.letters or self.hooks)

    def __str__(self):
        letters = f"mails {self.letters} who follow{'s' if self.letters == 1 else ''} the desk"
        messages = f"sends {self.hooks} message{'' if self.hooks == 1 else 's'} outside"
        said = [letters] * bool(self.letters) + [messages] * bool(self.hooks)
        return " and ".join(said) or "sends nothing outside"


@dataclass(frozen=True)
class Listening:
    """Who would hear of a story on each occasion."""

    opening: Hearers
    ending: Hearers
    kill: Hearers

    @classmethod
    def to(cls, story: Story) -> "Listening":
        """One query."""
        followers = Desk.followers.through.objects.filter(desk=story.desk_id, user__is_active=True)
        hooks = Webhook.objects.filter(is_on=True).order_by()
        yes, no = (Value(heard, output_field=BooleanField()) for heard in (True, False))
        rows = hooks.values_list(Value(_HOOK), "pk", "hears_openings", "hears_endings", "hears_kills").union(
            followers.order_by().values_list(Value(_LETTER), "pk", yes, no, yes), all=True
        )
        found = list(rows.order_by())

        def hear(occasion: int) -> Hearers:
            nouns = [row[0] for row in found if row[occasion]]
            return Hearers(nouns.count(_LETTER), nouns.count(_HOOK))

        return cls(hear(2), hear(3), hear(4))

    def of(self, verb: str) -> Hearers:
        """Who hears of it if a verb is said."""
        by_verb = {"kill": self.kill, "expire": self.ending, "recall": Hearers()}
        return by_verb.get(verb, self.opening)


def so_far(story: Story) -> Hearers:
    """How many letters of a story have left, and how many messages outside arrived."""
    delivered = Effect.objects.filter(story=story, delivered_at__isnull=False, channel__in=(_LETTER, _HOOK))
    counts = dict(delivered.order_by().values_list("channel").annotate(count=Count("pk")))
    return Hearers(counts.get(_LETTER, 0), counts.get(_HOOK, 0))
