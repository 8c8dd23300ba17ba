"""The tag of an advertising network, if the house has one: named in the settings, and nowhere by default."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

# What a network may do on a page, in the words of the Content-Security-Policy: all from its own origin.
DIRECTIVES = ("script-src", "img-src", "connect-src", "frame-src")


@dataclass(frozen=True)
class Network:
    """Whose adverts readers may allow: its name for them, and the address of its script."""

    name: str
    tag: str

    @property
    def origin(self) -> str:
        scheme, host, *_ = urlsplit(self.tag)
        return f"{scheme}://{host}"


def chosen() -> Network | None:
    """The network of the settings; None, as by default, for none."""
    tag = settings.ADVERT_NETWORK_TAG
    return Network(settings.ADVERT_NETWORK_NAME or urlsplit(tag).hostname or "", tag) if tag else None


def widened(policy: str, origin: str) -> str:
    """A Content-Security-Policy that lets one more origin in, and nothing else."""
    directives = dict(part.strip().partition(" ")[::2] for part in policy.split(";") if part.strip())
    for name in DIRECTIVES:
        directives[name] = f"{directives.get(name) or directives['default-src']} {origin}"
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


class NetworkPolicy:
    """Middleware around the one that sends the policy: where there is a network, the paper's pages let it in.

    The desk does not, nor does what is no page.
    """

    header = "Content-Security-Policy"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response, network = self.get_response(request), chosen()
        if network is None:
            return response
        is_a_page = response.get("Content-Type", "").startswith("text/html")
        is_the_desk = request.path.startswith(reverse("admin:index"))
        if is_a_page and not is_the_desk and self.header in response:
            response[self.header] = widened(response[self.header], network.origin)
        return response
