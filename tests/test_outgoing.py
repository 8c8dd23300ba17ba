"""Requests of others go to public addresses alone, to the address that was looked at, and take no longer than said."""

import socket
from time import monotonic, sleep

import pytest

from articles import outgoing
from tests.web_server import say, serving

WITHIN = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0.0.0.0/",
    "http://localhost/",
    "http://10.1.2.3/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://198.18.0.1/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[::7f00:1]/",
    "http://[64:ff9b::10.0.0.1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://[fd00::1]/",
    "http://[ff02::1]/",
    "http://[2001:db8::1]/",
]


@pytest.fixture
def server(settings):
    with serving(say) as server:
        settings.OUTGOING_HOSTS = [server.host]
        yield server


@pytest.mark.parametrize("url", WITHIN)
def test_what_is_not_public_is_refused_without_a_word(url):
    with pytest.raises(outgoing.Refused, match="no public address"):
        outgoing.get(url)


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org/", "file:///etc/passwd", "//example.org/", "http://", "http://[::1", "gopher:x"],
)
def test_what_is_no_web_address_is_refused(url):
    with pytest.raises(outgoing.Refused):
        outgoing.get(url)


def test_a_name_and_password_in_an_address_are_refused():
    with pytest.raises(outgoing.Refused, match="without a name and password"):
        outgoing.get("http://ana:secret@example.org/")


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::808:808"]
)
def test_public_addresses_are_public(address):
    assert outgoing.is_public(address)


def test_a_server_is_asked_as_the_paper(server, settings):
    answer = outgoing.send("POST", f"{server.url}/hook?a=b", b"Words", headers={"X-Own": "1"})
    assert (answer.status, answer.is_yes, answer.body, answer.is_whole) == (200, True, b"Yes.", True)
    (method, path, headers, body), *rest = server.asked
    assert (method, path, body, rest) == ("POST", "/hook?a=b", b"Words", [])
    assert (headers["Host"], headers["X-Own"]) == (server.host, "1")
    assert headers["User-Agent"] == f"Newsroom (+{settings.SITE_URL})"


def test_an_address_in_any_script_is_asked(server):
    outgoing.get(f"{server.url}/sjø?q=blå")
    assert server.asked[0][1] == "/sj%C3%B8?q=bl%C3%A5"


def test_the_paper_itself_may_be_asked_and_another_door_of_its_house_not(settings):
    with serving(say) as server:
        settings.SITE_URL = server.url
        assert outgoing.get(f"{server.url}/feed/").status == 200
        with pytest.raises(outgoing.Refused):
            outgoing.get(f"http://127.0.0.1:{server.server_port + 1}/")


@pytest.mark.parametrize("named", ["127.0.0.1", "127.0.0.1:{port}"])
def test_a_server_within_may_be_named_with_its_port_or_without(settings, named):
    with serving(say) as server:
        with pytest.raises(outgoing.Refused):
            outgoing.get(server.url)
        settings.OUTGOING_HOSTS = [named.format(port=server.server_port)]
        assert outgoing.get(server.url).is_yes
        settings.OUTGOING_HOSTS = [f"127.0.0.1:{server.server_port + 1}"]
        with pytest.raises(outgoing.Refused):
            outgoing.get(server.url)


def a_book_of_names(monkeypatch, *answers):
    """What names stand for, asked once after another; returns what was asked."""
    asked, real = [], socket.getaddrinfo

    def look_up(host, port, *more, **how):
        if not host.endswith(".example"):
            return real(host, port, *more, **how)
        asked.append(host)
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
            for address in answers[min(len(asked), len(answers)) - 1]
        ]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_a_name_that_stands_for_an_address_within_is_refused_though_another_is_public(monkeypatch):
    a_book_of_names(monkeypatch, ["93.184.215.14", "10.0.0.5"])
    with pytest.raises(outgoing.Refused, match=r"10\.0\.0\.5"):
        outgoing.get("http://mixed.example/")


def test_the_connection_is_made_to_the_address_that_was_looked_at(monkeypatch, server):
    """A name that answers with a public address, and with one within when it is asked again."""
    asked = a_book_of_names(monkeypatch, ["93.184.215.14"], ["127.0.0.1"])
    reached = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: reached.append(address) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        outgoing.get(f"http://rebinding.example:{server.server_port}/")
    assert (asked, reached) == (["rebinding.example"], [("93.184.215.14", server.server_port)])
    assert server.asked == []


def test_the_next_address_is_tried_where_one_does_not_answer(monkeypatch, server, settings):
    a_book_of_names(monkeypatch, ["127.0.0.2", "127.0.0.1"])
    settings.OUTGOING_HOSTS = ["two.example"]
    assert outgoing.get(f"http://two.example:{server.server_port}/").is_yes
    assert server.asked[0][2]["Host"] == f"two.example:{server.server_port}"


def test_a_page_is_followed_where_it_moved_to_and_secrets_stay_behind(settings):
    with serving(say) as there:

        def move(handler):
            to = "/here" if handler.path == "/" else f"{there.url}/there"
            say(handler, 302, b"", Location=to)

        with serving(move) as here:
            settings.OUTGOING_HOSTS = ["127.0.0.1"]
            answer = outgoing.get(here.url, headers={"Authorization": "secret"})
    assert answer.url == f"{there.url}/there"
    assert [headers["Authorization"] for _, _, headers, _ in here.asked] == ["secret", "secret"]
    assert there.asked[0][2]["Authorization"] is None


def test_a_redirect_to_somewhere_within_is_refused(settings):
    with (
        serving(say) as within,
        serving(lambda handler: say(handler, 302, b"", Location=within.url)) as moved,
    ):
        settings.OUTGOING_HOSTS = [moved.host]
        with pytest.raises(outgoing.Refused):
            outgoing.get(moved.url)
        assert within.asked == []


def test_redirects_in_a_ring_end(settings):
    with serving(lambda handler: say(handler, 301, b"", Location="/")) as ring:
        settings.OUTGOING_HOSTS = [ring.host]
        with pytest.raises(outgoing.NoAnswer, match="on and on"):
            outgoing.get(ring.url)
        assert len(ring.asked) == outgoing.REDIRECTS + 1


def test_what_is_sent_follows_no_redirect(settings):
    with serving(lambda handler: say(handler, 307, b"", Location="/other")) as moved:
        settings.OUTGOING_HOSTS = [moved.host]
        assert outgoing.send("POST", moved.url, b"Words").status == 307
        assert len(moved.asked) == 1


def test_no_more_of_an_answer_is_read_than_was_asked_for(settings):
    with serving(lambda handler: say(handler, 200, b"x" * 100_000)) as long:
        settings.OUTGOING_HOSTS = [long.host]
        answer = outgoing.get(long.url, at_most=1000)
    assert (len(answer.body), answer.is_whole) == (1000, False)


def drip(handler):
    """A letter now and then, for ever."""
    try:
        while True:
            handler.wfile.write(b"H")
            sleep(0.05)
    except OSError:
        handler.close_connection = True


def drip_after_a_status(handler):
    handler.send_response(200)
    handler.end_headers()
    drip(handler)


def test_a_server_that_never_comes_to_the_end_of_a_line_is_left(settings):
    with serving(drip) as slow:
        settings.OUTGOING_HOSTS = [slow.host]
        began = monotonic()
        with pytest.raises(outgoing.NoAnswer):
            outgoing.get(slow.url, seconds=0.3)
        assert monotonic() - began < 2


def test_who_has_said_a_status_has_answered_though_the_rest_never_ends(settings):
    with serving(drip_after_a_status) as slow:
        settings.OUTGOING_HOSTS = [slow.host]
        answer = outgoing.send("POST", slow.url, seconds=0.3)
    assert (answer.status, answer.is_whole) == (200, False)


def test_where_nobody_listens_or_nobody_is_there_is_no_answer(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.OUTGOING_HOSTS = ["127.0.0.1"]
    with pytest.raises(outgoing.NoAnswer, match=f"127.0.0.1:{port}"):
        outgoing.get(f"http://127.0.0.1:{port}/")
    with pytest.raises(outgoing.NoAnswer):
        outgoing.get("http://nobody.invalid/")


def test_a_certificate_that_nobody_vouches_for_is_no_answer(server):
    with pytest.raises(outgoing.NoAnswer):
        outgoing.get(f"https://{server.host}/")
