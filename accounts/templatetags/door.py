"""What the pages before the desk's door know beside what their views tell them."""

from django import template
from django.conf import settings

from accounts import second_factor

register = template.Library()


@register.simple_tag
def the_paper() -> dict[str, str]:
    """The paper's name and place. allauth's views call the server's name `site`, which is why it is not asked there."""
    return {"name": settings.SITE_NAME, "place": settings.SITE_PLACE}


@register.simple_tag
def owes_a_factor(user) -> bool:
    """Whether the desk stays shut to somebody until they have a second factor."""
    return user.is_authenticated and second_factor.is_owed(user)
