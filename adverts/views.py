"""The public doors of adverts: where a click is counted, and where a picture is fetched. Neither knows who asks."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from adverts import clicks, pictures
from adverts.models import Creative
from articles.visitors import is_a_reader


@require_safe
@cache_control(no_store=True)
def advert_click(request, creative):
    """On to where an advert leads, which the advert alone says: nothing in the request does."""
    creative = get_object_or_404(Creative.objects.begun().defer("picture"), pk=creative)
    if is_a_reader(request):
        clicks.count(creative)
    answer = redirect(creative.link)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


@require_safe
@cache_control(public=True, max_age=3600)
def advert_picture(request, creative):
    creative = get_object_or_404(Creative.objects.begun().exclude(picture=None), pk=creative)
    return HttpResponse(bytes(creative.picture), content_type=pictures.KEPT_AS)
