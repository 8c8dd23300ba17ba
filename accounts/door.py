"""The door of the desk: whoever comes in by it is seen, and has a second factor where the house asks for one."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from accounts import people, seats, second_factor


def at_the_door(view):
    """A view of the desk with the door before it. Signing out needs no second factor."""

    @wraps(view)
    def through(request, *args, **kwargs):
        people.see(request.user)
        seats.take(request)
        is_on_the_way_out = request.resolver_match is not None and request.resolver_match.url_name == "logout"
        if is_on_the_way_out or not second_factor.is_owed(request.user):
            return view(request, *args, **kwargs)
        if request.method not in ("GET", "HEAD"):
            # What was typed is still in the window that sent it, and can be sent again from there.
            raise PermissionDenied("Set up a second factor first, in another window: nothing was done yet.")
        return redirect("mfa_index")

    return through
