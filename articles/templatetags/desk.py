"""How the desk's pages say things."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from articles import body, hours, noting, pictured
from articles.models import Story
from articles.models.prints import prints_of
from articles.preflight import spoken
from articles.told import told

register = template.Library()
register.filter("spoken", spoken)
register.filter("hour", hours.hour)
register.filter("away", hours.away)
register.filter("for_user", hours.mine)
register.filter("slot", hours.slot)
register.filter("city", hours.place)
register.filter("zone", hours.zone_of)
register.filter("clock", hours.clock)

_DONE = {
    "revise": "changed passed copy of",
    "keep": "kept a version of",
    "file": "filed",
    "send_back": "sent back",
    "clear": "cleared",
    "publish": "published",
    "reschedule": "moved",
    "unschedule": "took off the schedule",
    "recall": "recalled",
    "unbundle": "stopped a bundle with",
    "hold": "held",
    "release": "released",
    "correct": "corrected",
    "spike": "spiked",
    "unspike": "took up again",
    "kill": "killed",
    "spare": "took back the kill of",
    "expire": "set another end for",
    "emergency": "published without a clear",
    "review": "signed off the after-review of",
    "take": "took",
    "leave": "let go of",
    "give": "passed on",
    "plan": "planned",
    "waive": "let a picture go undescribed in",
    "unwaive": "asked for a description after all in",
}


@register.filter
def initials(user) -> str:
    """The first letters of somebody's first and last name."""
    names = str(user).split()
    return "".join(name[0] for name in (names[0], *names[1:][-1:])).upper()


@register.filter
def spelled(number: int) -> str:
    """A number as the desk writes it: 1,204."""
    return f"{number:,}"


@register.filter
def done(verb: str) -> str:
    """What somebody did to a story, between their name and its headline."""
    return _DONE[verb]


@register.filter(needs_autoescape=True)
def calls(text: str, known: noting.Known, autoescape: bool = True) -> SafeString:
    """A note's text with whom it calls set apart, by their whole names. `known` may be lazy: most notes call nobody."""
    said, reached = [], 0
    for start, end, _ in noting.calls(text, known) if "@" in text else ():
        called = format_html('<span class="mention">{}</span>', text[start:end])
        said += [conditional_escape(text[reached:start]), called]
        reached = end
    return mark_safe("".join([*said, conditional_escape(text[reached:])]))


@register.simple_tag(takes_context=True)
def unseen_notices(context) -> int:
    """How many things whoever looks was told and has not looked at."""
    user = context["request"].user
    return told(user).unseen if user.is_authenticated else 0


@register.filter
def as_copy(story: Story) -> SafeString:
    """A story's text as it will be read: cleaned and rendered, as readers would get it."""
    pictures = prints_of(pictured.numbers_of({"body": story.body}))
    return mark_safe(
        body.fill_pictures(body.render(story.body, language=story.language, pictures=pictures), {})
    )
