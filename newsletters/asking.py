"""The letter that asks whether it was you (double opt-in), and tells who has a newsletter already that they do."""

from email.utils import make_msgid

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from articles.models.story import direction
from newsletters import links
from newsletters.models import Newsletter, Subscriber
from newsletters.words import spoken, words_for


def letter(
    subscriber: Subscriber, *, wanted: list[Newsletter], had: list[Newsletter]
) -> EmailMultiAlternatives:
    """For what is wanted it bears a link that asks once more, for what they have already one to their choices.

    At least one of the two is not empty. It comes from the first newsletter's own sender, and asks for no answer by
    itself (RFC 3834).
    """
    words, first = words_for(subscriber.language), (wanted or had)[0]
    subject = (words.confirm if wanted else words.reminder).format(", ".join(map(str, wanted or had)))
    said = {
        "words": words,
        "language": spoken(subscriber.language),
        "direction": direction(spoken(subscriber.language)),
        "subject": subject,
        "wanted": wanted,
        "had": had,
        "confirmation": links.confirmation(subscriber, wanted) if wanted else "",
        "refusal": "" if had else links.refusal(subscriber),
        "preferences": links.preferences(subscriber) if had else "",
        "until": words.until.format(links.CONFIRM_WITHIN.days),
        "why": words.why.format(settings.SITE_NAME),
        "site": {"name": settings.SITE_NAME, "url": settings.SITE_URL},
    }
    made = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=render_to_string("newsletters/mail/asking.txt", said),
        from_email=first.sender,
        to=[subscriber.address],
        reply_to=[first.reply_to] if first.reply_to else None,
        headers={
            "Auto-Submitted": "auto-generated",
            "Message-ID": make_msgid(domain=first.sender_domain),
        },
    )
    made.attach_alternative(render_to_string("newsletters/mail/asking.html", said), "text/html")
    return made
