"""A network's tag: nowhere by default; where there is one, only after a yes and only from its own origin."""

import re

import pytest
from django.test import Client

from adverts import network
from tests.advert_samples import make_advert, make_story_with_a_break
from tests.desk_pages import page_of

TAG = "https://ads.example.net/tag.js"
POLICY = "Content-Security-Policy"


@pytest.fixture
def with_network(settings):
    settings.ADVERT_NETWORK_TAG, settings.ADVERT_NETWORK_NAME = TAG, "Example Ads"


def article(staff, **fields) -> str:
    return staff.published(make_story_with_a_break(**fields)).editions.get().path


def directives(answer) -> dict[str, str]:
    return dict(part.strip().partition(" ")[::2] for part in answer[POLICY].split(";"))


def test_by_default_nothing_is_asked_and_nobody_let_in(staff):
    make_advert()
    answer = Client().get(article(staff))
    assert b"data-network" not in answer.content
    assert b"network.js" not in answer.content
    assert "https://" not in answer[POLICY]


@pytest.mark.usefixtures("with_network")
def test_readers_are_asked_and_nothing_of_the_network_is_in_the_page_but_its_address(staff):
    make_advert()
    page = page_of(Client().get(article(staff)))
    assert page.css_first("[data-network-tag]").attributes["data-network-tag"] == TAG
    assert "/static/adverts/network.js" in [node.attributes["src"] for node in page.css("script[src]")]
    assert page.css_first(".house__line")
    assert not page.css(f'[src^="{network.chosen().origin}"], link[href^="{network.chosen().origin}"]')


@pytest.mark.usefixtures("with_network")
def test_exactly_its_origin_is_let_in_and_nothing_else_changes(staff):
    address = article(staff)
    widened = directives(Client().get(address))
    assert {name for name, sources in widened.items() if "https://ads.example.net" in sources} == set(
        network.DIRECTIVES
    )
    assert widened["script-src"] == "'self' https://ads.example.net"
    assert widened["img-src"] == "'self' data: https://ads.example.net"
    assert widened["default-src"] == "'self'"
    assert not re.search(r"unsafe|\*|https?:(?!//ads\.example\.net)", " ".join(widened.values()))


@pytest.mark.usefixtures("with_network")
@pytest.mark.parametrize("address", ["/admin/login/", "/healthz"])
def test_the_desk_and_what_is_no_page_let_nobody_in(client, db, address):
    assert "ads.example.net" not in client.get(address).get(POLICY, "")


@pytest.mark.usefixtures("with_network")
def test_a_story_without_adverts_asks_for_none(staff):
    story = make_story_with_a_break(no_adverts=True)
    assert b"ads.example.net" in Client().get(article(staff)).content
    staff.published(story)
    assert b"ads.example.net" not in Client().get(story.editions.get().path).content


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("default-src 'self'", "default-src 'self'; {0}"),
        (
            "default-src 'none'; script-src 'self'",
            "default-src 'none'; script-src 'self' https://a.example; {1}",
        ),
    ],
)
def test_a_policy_is_widened_from_what_holds_already(policy, expected):
    names = list(network.DIRECTIVES)
    own = "; ".join(f"{name} 'self' https://a.example" for name in names)
    none = "; ".join(f"{name} 'none' https://a.example" for name in names if name != "script-src")
    assert network.widened(policy, "https://a.example") == expected.format(own, none)
