"""An edition as it stood, whole: for readers who want to see what they were told, and when."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString, mark_safe

from articles import body, freshness, reading, standing_in
from articles.history.editions import is_retracted, one_and_now
from articles.models import Edition


@dataclass(frozen=True)
class AsItStood:
    """An edition as readers had it. `now` is what they get today, `since` what they have been told in between."""

    edition: Edition
    now: Edition
    since: list[dict]

    @property
    def is_now(self) -> bool:
        return self.edition == self.now

    @cached_property
    def text(self) -> SafeString:
        """Its text, without adverts. The related stories that are live today stand in it; others leave no trace."""
        text = body.without_adverts(self.edition.text)
        wanted = body.related_ids(text)
        return mark_safe(body.fill_related(text, reading.related_cards(wanted)) if wanted else text)


def as_it_stood(path: str, ordinal: int) -> tuple[AsItStood | None, Edition | None]:
    """The edition at a place among those that readers had of the story at an address, and what they get there now.

    None for the first where there is no such edition, or where readers were told that the story no longer stands: what
    is taken back is not to be read without the notice. None for both where nothing is live, or history is kept back.
    """
    edition, now = one_and_now(path, ordinal)
    if edition is None or now is None or (is_retracted(now) and edition != now):
        return None, now
    freshness.shows([now])
    since = [told for told in now.corrections_told if told["at"] > edition.live_from]
    stood = edition if edition == now else standing_in.only_public(edition)
    return AsItStood(stood, now, since), now
