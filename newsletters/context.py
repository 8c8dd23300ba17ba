"""What pages know of newsletters: those that are offered. A page without a box does not ask."""

from django.utils.functional import SimpleLazyObject

from newsletters.offered import offered


def newsletters(request):
    return {"newsletters": SimpleLazyObject(offered)}
