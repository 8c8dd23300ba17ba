"""The door over which counted links lead. It goes where the issue says, and nowhere that a request says."""

from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.visitors import is_a_reader
from newsletters import clicks
from newsletters.models import LinkCount


@require_safe
@cache_control(no_store=True)
def newsletter_link(request, issue: int, number: int):
    """On to a link that stands in an issue. Who follows it is not asked, and leaves no trace but one more."""
    link = get_object_or_404(LinkCount, issue__pk=issue, number=number)
    if is_a_reader(request):
        clicks.count(link)
    answer = redirect(link.link)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
