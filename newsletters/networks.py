"""Where a sign-up comes from: whether from a page of ours, and from which network, as far as counting needs it."""

from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

# What one connection is given: a household's, or an office's with all who sit in it.
_SIZES = {4: 24, 6: 56}


def is_from_our_page(request: HttpRequest) -> bool:
    """Whether a browser says that it sends a form of ours. There is no token in a page that is kept.

    By Fetch Metadata; by Origin where a browser has none, and by Referer where it has neither. A form on somebody
    else's page cannot forge them, and what says nothing at all is no browser.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        origin = urlsplit(said)
    except ValueError:
        return False
    return (origin.scheme, origin.netloc) == (request.scheme, request.get_host())


def path_of_page(request: HttpRequest) -> str:
    """The path of the page that a form stands on: browsers tell it to the paper itself."""
    try:
        return urlsplit(request.headers.get("Referer", "")).path
    except ValueError:
        return ""


def network_of(request: HttpRequest) -> str:
    """A digest of the network that a request comes from; the same for all whose machines stand side by side."""
    try:
        machine = ip_address(get_adapter(request).get_client_ip(request))
    except (PermissionDenied, ValueError):
        return _digest("unknown")
    mapped = getattr(machine, "ipv4_mapped", None)
    machine = mapped or machine
    return _digest(str(ip_network(f"{machine}/{_SIZES[machine.version]}", strict=False)))


def _digest(network: str) -> str:
    return salted_hmac("newsletters.networks", network, algorithm="sha256").hexdigest()
