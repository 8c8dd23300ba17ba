"""The one client for requests that the house makes of others: hooks, pings, purges, and looks at its own pages.

An address that somebody typed must not lead into the house's own network. So a name is looked up here, each address
it stands for has to be a public one, and the connection is made to the address that was looked at: a name that
answers otherwise the next time (rebinding) gains nothing. Two things are let through: the paper's own SITE_URL, and
what OUTGOING_HOSTS names, such as a cache inside the network.
"""

import http.client
import socket
import ssl
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from email.message import Message
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from time import monotonic
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

SECONDS = 10.0  # How long a request may take in all, redirects among it.
BYTES = 1_000_000  # How much of an answer is read.
REDIRECTS = 5

_PORTS = {"http": 80, "https": 443}
_MOVED = (301, 302, 303, 307, 308)
# An address of the old network inside one of the new, where a gateway would take it from (RFC 6052).
_NAT64 = IPv6Network("64:ff9b::/96")


class Refused(Exception):
    """An address that the house does not ask. The message says why."""


class NoAnswer(Exception):
    """Nobody answered in time, or not in words of HTTP. Another time somebody may."""


@dataclass(frozen=True)
class Answer:
    """What came back: a status, headers, and as much of the body as was asked for. `url` is where it came from.

    Whoever has said a status has answered, whatever becomes of the rest; `is_whole` says whether it all came.
    """

    url: str
    status: int
    headers: Message
    body: bytes
    is_whole: bool = True

    @property
    def is_yes(self) -> bool:
        return 200 <= self.status < 300


def get(url: str, *, headers: Mapping[str, str] | None = None, seconds=SECONDS, at_most=BYTES) -> Answer:
    """Ask for a page, and follow it where it has moved to, as far as the house asks there at all.

    `seconds` is for all of it, and `at_most` how many bytes of the body are read. A redirect never leads from https
    back to http, and takes `headers` no further than to the same server. Raises Refused and NoAnswer.
    """
    ends = monotonic() + seconds
    headers = dict(headers or {})
    for _ in range(REDIRECTS + 1):
        answer = send("GET", url, headers=headers, seconds=ends - monotonic(), at_most=at_most)
        if answer.status not in _MOVED or "location" not in answer.headers:
            return answer
        old, url = urlsplit(url), urljoin(url, answer.headers["location"])
        new = urlsplit(url)
        if old.scheme == "https" and new.scheme == "http":
            raise Refused(f"{old.netloc} leads from https back to http.")
        if (old.scheme, old.netloc) != (new.scheme, new.netloc):
            headers = {}
    raise NoAnswer(f"{urlsplit(url).netloc} leads on and on.")


def send(
    method: str,
    url: str,
    body: bytes | None = None,
    *,
    headers: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
    at_most: int = BYTES,
) -> Answer:
    """Make one request and hear its answer, whatever it is; no redirect is followed. Raises Refused and NoAnswer."""
    ends = monotonic() + seconds
    parts = split(url)
    try:
        connection = _Connection(parts, found(parts), ends)
        with closing(connection):
            return connection.ask(method, url, body, dict(headers or {}), at_most)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoAnswer(f"{parts.netloc}: {error or type(error).__name__}") from error


def split(url: str) -> SplitResult:
    """The parts of an address that may be asked at all. Raises Refused with the reason."""
    try:
        parts = urlsplit(iri_to_uri(url.strip()))
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise Refused(f"“{url}” is no address: {error}.") from error
    if parts.scheme not in _PORTS or not host:
        raise Refused(f"“{url}” is no http or https address.")
    if parts.username or parts.password:
        raise Refused("An address is asked without a name and password in it.")
    return parts


def found(parts: SplitResult) -> list[tuple]:
    """The addresses that a server's name stands for now, as the socket wants them. Raises Refused if one is private."""
    host, port = _server(parts)
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if not _is_let_through(host, port):
        for address in (str(row[4][0]) for row in rows):
            if not is_public(address):
                raise Refused(f"{host} is {address}, which is no public address.")
    return rows


def is_public(address: str) -> bool:
    """Whether an IP address, as text, is anybody's on the internet: not the house's own network, nor a special one."""
    ip = ip_address(address.partition("%")[0])
    inner = _inner(ip) if isinstance(ip, IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    special = ip.is_multicast or ip.is_reserved or ip.is_unspecified or getattr(ip, "is_site_local", False)
    return ip.is_global and not special


def _inner(ip: IPv6Address) -> IPv4Address | None:
    """The address of the old network that one of the new only wraps, in any of the ways there are."""
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)


def _server(parts: SplitResult) -> tuple[str, int]:
    return (parts.hostname or "").rstrip("."), parts.port or _PORTS[parts.scheme]


def _is_let_through(host: str, port: int) -> bool:
    """The paper itself, at its own port; and whatever the setting names, at any port or at one."""
    named = {name.lower() for name in settings.OUTGOING_HOSTS}
    shown = f"[{host}]" if ":" in host else host
    return (host, port) == _server(urlsplit(settings.SITE_URL)) or not named.isdisjoint(
        {host, shown, f"{shown}:{port}"}
    )


class _Connection(http.client.HTTPConnection):
    """A connection to addresses that were looked at, for one request, cut off when its time is over."""

    def __init__(self, parts: SplitResult, addresses: list[tuple], ends: float):
        host, port = _server(parts)
        super().__init__(host, port)
        self.default_port = _PORTS[parts.scheme]
        self.is_secure = parts.scheme == "https"
        self.addresses, self.ends = addresses, ends
        self.wire: socket.socket | None = None  # `sock` is let go of as soon as a status is read.

    def connect(self) -> None:
        last: OSError = TimeoutError("no time left")
        for family, kind, protocol, _, address in self.addresses:
            self.sock = socket.socket(family, kind, protocol)
            try:
                self.sock.settimeout(self._left())
                self.sock.connect(address)
                break
            except OSError as error:
                self.sock.close()
                last = error
        else:
            raise last
        if self.is_secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
        self.wire = self.sock
        self._left()

    def ask(self, method: str, url: str, body: bytes | None, headers: dict[str, str], at_most: int) -> Answer:
        # A server that sends a letter now and then never lets a socket's own timeout run out.
        watch = Timer(self._left(), self._cut)
        watch.daemon = True
        watch.start()
        parts = split(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            self.request(method, path, body, {"User-Agent": user_agent(), "Connection": "close"} | headers)
            answer = self.getresponse()
            length, read = answer.length, _read(answer, at_most + 1)
            whole = len(read) <= at_most and length in (None, len(read)) and monotonic() < self.ends
            return Answer(url, answer.status, answer.headers, read[:at_most], whole)
        finally:
            watch.cancel()

    def _left(self) -> float:
        left = self.ends - monotonic()
        if left <= 0:
            raise TimeoutError("no answer in time")
        return left

    def _cut(self) -> None:
        if self.wire is not None:
            with suppress(OSError):  # It may have gone by itself in the same moment.
                self.wire.shutdown(socket.SHUT_RDWR)


def _read(answer: http.client.HTTPResponse, at_most: int) -> bytes:
    try:
        return answer.read(at_most)
    except http.client.IncompleteRead as broken_off:
        return broken_off.partial
    except (OSError, ValueError):  # cut, while nothing was left of it to read
        return b""


def user_agent() -> str:
    """How the house names itself to those it asks."""
    return f"Newsroom (+{settings.SITE_URL})"
