"""How often the links of an issue are followed, where its newsletter counts that: how often, and never by whom.

Each link then leads over an address of the paper's own, which knows an issue and a number and nothing of a reader.
"""

import logging
import re
from html import unescape

from django.db import DatabaseError, transaction
from django.db.models import F
from django.urls import reverse

from articles.renditions.addresses import absolute
from newsletters.models import Issue, LinkCount
from newsletters.models.link_count import LONGEST

log = logging.getLogger(__name__)

_HREF = re.compile(r'(?<= href=")https?://[^"]+')


def counted(issue: Issue, html: str) -> str:
    """The letter with links that are counted; as it was, where its newsletter counts nothing."""
    if not issue.newsletter.counts_clicks:
        return html
    numbers = _numbers(issue, [unescape(link) for link in _HREF.findall(html)])

    def over_ours(found: re.Match[str]) -> str:
        number = numbers.get(unescape(found[0]))
        return _address(issue, number) if number else found[0]

    return _HREF.sub(over_ours, html)


def count(link: LinkCount) -> None:
    """One more. A count that fails keeps no reader waiting."""
    try:
        LinkCount.objects.filter(pk=link.pk).update(clicks=F("clicks") + 1)
    except DatabaseError:
        log.exception("A click on a link of issue %s was not counted", link.issue_id)


def _numbers(issue: Issue, links: list[str]) -> dict[str, int]:
    """The number of each link, which it keeps; what a correction brings in gets the next."""
    known = dict(issue.link_counts.values_list("link", "number"))
    new = [link for link in dict.fromkeys(links) if link not in known and len(link) <= LONGEST]
    if not new:
        return known
    with transaction.atomic():
        Issue.objects.select_for_update().get(pk=issue.pk)
        known = dict(issue.link_counts.values_list("link", "number"))
        new = [link for link in new if link not in known]
        rows = [
            LinkCount(issue=issue, number=number, link=link)
            for number, link in enumerate(new, start=max(known.values(), default=0) + 1)
        ]
        LinkCount.objects.bulk_create(rows)
    return known | {row.link: row.number for row in rows}


def _address(issue: Issue, number: int) -> str:
    return absolute(reverse("newsletter_link", args=[issue.pk, number]))
