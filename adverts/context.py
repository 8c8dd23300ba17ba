"""What pages know of adverts: those that run now. A page without a place for one does not ask."""

from django.utils.functional import SimpleLazyObject

from adverts.running import running


def adverts(request):
    return {"adverts": SimpleLazyObject(running)}
