"""The box in which readers sign up, beside the paper's stories and on its front.

Wants, from the context processors: newsletters, today. Pure beside that: no tag asks the database.
"""

from typing import NamedTuple

from django import template

from newsletters import offered, stamps

register = template.Library()


class Box(NamedTuple):
    """What a box says: which newsletter, whether there are others, and the day on which its page was made."""

    offer: offered.Offer
    has_others: bool
    stamp: str


@register.simple_tag(takes_context=True)
def newsletter_box(context, section) -> Box | None:
    """The box on a page that belongs to a section, or to none; None where no newsletter is offered."""
    offers = context.get("newsletters") or []
    offer = offered.fitting(offers, section)
    if offer is None:
        return None
    return Box(offer, len(offers) > 1, stamps.of_day(context["today"]))


@register.simple_tag(takes_context=True)
def box_of(context, newsletter) -> Box | None:
    """The box on a newsletter's own page; None where it takes nobody."""
    if not newsletter.is_offered:
        return None
    return Box(offered.offer_of(newsletter), False, stamps.of_day(context["today"]))


@register.filter
def offers_chosen(field) -> list[tuple[offered.Offer, bool]]:
    """The newsletters of a form's field, each with whether it is chosen."""
    chosen = field.value() or []
    return [(offer, offer.slug in chosen) for offer in field.field.offers]
