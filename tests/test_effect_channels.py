"""What each channel says outside: word for word, signed, and of what readers can read alone."""

import base64
import hmac
import json
from hashlib import sha256
from time import time
from urllib.parse import parse_qs

import pytest
from django.core import mail
from django.test import Client

from articles import clock, workflow
from articles.effects import webhooks
from articles.effects.places import pages_of
from articles.models import Desk, Edition, Effect, Series
from tests.effect_samples import deliver_all, hurry, make_webhook
from tests.factories import DAY, HOUR, make_dateline, make_section
from tests.web_server import say, serving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def told_at_once(settings):
    settings.UNDO_SECONDS = 0
    settings.OUTGOING_HOSTS = ["127.0.0.1"]


@pytest.fixture
def receiver():
    with serving(say) as server:
        yield server


def bodies(receiver) -> list[dict]:
    return [json.loads(body) for _, _, _, body in receiver.asked]


# Webhooks


def test_a_webhook_is_told_what_readers_have(staff, receiver, settings):
    make_webhook(f"{receiver.url}/hook")
    story = staff.published(headline="Dam bursts", deck="Before dawn.", tags=["Floods"], ednote="Secret.")
    deliver_all()
    (said,) = bodies(receiver)
    edition = story.editions.get()
    assert said["type"] == "story.published"
    assert said["data"]["url"] == f"{settings.SITE_URL}{edition.path}"
    assert said["data"]["headline"] == "Dam bursts"
    assert said["data"]["section"]["name"] == "World"
    assert said["data"]["authors"][0]["name"] == "Ana Reyes"
    assert said["data"]["topics"] == ["Floods"]
    assert "Secret" not in json.dumps(said)


def test_an_update_a_kill_and_an_end_are_told_apart(staff, receiver):
    make_webhook(receiver.url)
    story = staff.published(headline="First")
    deliver_all()
    workflow.publish(staff.rewritten(story, headline="Second"), by=staff.publisher)
    deliver_all()
    workflow.kill(story, by=staff.publisher, notice="It was not so.")
    deliver_all()
    published, updated, killed = bodies(receiver)
    assert [said["type"] for said in (published, updated, killed)] == [
        *("story.published", "story.updated", "story.killed")
    ]
    assert (published["data"]["edition"], updated["data"]["edition"]) == (1, 2)
    assert published["data"]["id"] == updated["data"]["id"] == killed["data"]["id"]
    assert killed["data"].keys() == {"id", "url", "notice"}
    assert killed["data"]["notice"] == "It was not so."


def test_an_end_says_no_more_than_that_it_ended(staff, receiver):
    make_webhook(receiver.url, hears_openings=False)
    staff.published(at=clock.now() - DAY, until=clock.now() + HOUR)
    story = Effect.objects.get().story
    story.editions.update(live_until=clock.now(), expires_at=clock.now())
    hurry()
    deliver_all()
    (said,) = bodies(receiver)
    assert (said["type"], said["data"].keys()) == ("story.ended", {"id", "url"})


def test_a_message_is_signed_over_its_key_its_second_and_its_body(staff, receiver):
    hook = make_webhook(receiver.url)
    staff.published()
    deliver_all()
    ((_, _, headers, body),) = receiver.asked
    key = base64.b64decode(hook.secret.removeprefix("whsec_"))
    signed = f"{headers['Webhook-Id']}.{headers['Webhook-Timestamp']}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, sha256).digest()).decode()
    assert headers["Webhook-Signature"] == expected
    assert abs(int(headers["Webhook-Timestamp"]) - time()) < 60
    assert headers["Content-Type"] == "application/json; charset=utf-8"


def test_the_signature_is_that_of_the_standards_own_example():
    """From the test vectors of Standard Webhooks' libraries."""
    secret, key, second = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330
    expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert webhooks.signature(secret, key, second, b'{"test": 2432232314}') == expected


def test_another_secret_or_another_letter_makes_another_signature():
    base = webhooks.signature("a", "b", 1, b"c")
    others = {("x", "b", 1, b"c"), ("a", "x", 1, b"c"), ("a", "b", 2, b"c"), ("a", "b", 1, b"x")}
    assert base not in {webhooks.signature(*other) for other in others}


# The CDN


@pytest.mark.parametrize(
    ("form", "names", "header"),
    [
        ("hook", {"tags", "urls"}, ("Authorization", "Bearer key")),
        ("cloudflare", {"tags"}, ("Authorization", "Bearer key")),
        ("fastly", {"surrogate_keys"}, ("Fastly-Key", "key")),
    ],
)
def test_a_cdn_is_purged_as_it_wants_to_be(staff, receiver, settings, form, names, header):
    settings.CDN_PURGE_URL, settings.CDN_PURGE_AS = f"{receiver.url}/purge", form
    settings.CDN_PURGE_TOKEN = "key"
    staff.published(tags=["Floods"])
    deliver_all()
    (said,) = bodies(receiver)
    assert said.keys() == names
    tags = said.get("tags") or said["surrogate_keys"]
    assert {"front", "section:world", "topic:floods", "author:ana-reyes", "archive"} <= set(tags)
    assert receiver.asked[0][2][header[0]] == header[1]


def test_what_is_purged_are_the_tags_that_its_pages_bear(staff, receiver, settings):
    settings.PAGE_CACHE_SECONDS = 60
    settings.CDN_PURGE_URL = receiver.url
    path = staff.published(tags=["Floods"]).editions.get().path
    deliver_all()
    (said,) = bodies(receiver)
    for page in (path, "/", "/world/", "/topics/floods/", "/feed/", "/sitemap.xml"):
        borne = set(Client().get(page)["Cache-Tag"].split(","))
        assert borne & set(said["tags"]), page
        assert f"{settings.SITE_URL}{page}" in said["urls"]


def test_many_tags_go_in_several_requests(staff, receiver, settings):
    settings.CDN_PURGE_URL = receiver.url
    staff.published(tags=[f"Topic {number}" for number in range(40)])
    deliver_all()
    told = [tag for said in bodies(receiver) for tag in said["tags"]]
    assert len(told) == len(set(told)) > 40
    assert all(len(said["tags"]) <= 30 for said in bodies(receiver))


# The hub


def test_the_hub_hears_of_every_feed_that_carries_it(staff, receiver, settings):
    settings.WEBSUB_HUB = f"{receiver.url}/"
    staff.published(
        section=make_section("Rivers", parent=make_section()), tags=["Floods"], dateline=make_dateline()
    )
    deliver_all()
    ((method, _, headers, body),) = receiver.asked
    said = parse_qs(body.decode())
    assert (method, headers["Content-Type"]) == ("POST", "application/x-www-form-urlencoded")
    assert said["hub.mode"] == ["publish"]
    for page in ("/", "/world/", "/rivers/", "/topics/floods/", "/by/ana-reyes/", "/from/beira-mozambique/"):
        for form in ("feed/", "feed/atom/", "feed/json/"):
            url = f"{page}{form}"
            assert f"{settings.SITE_URL}{url}" in said["hub.url"]
            assert Client().get(url).status_code == 200


@pytest.mark.parametrize("form", ["", "atom/", "json/"])
def test_feeds_name_the_hub_and_themselves(staff, settings, form):
    settings.WEBSUB_HUB = "https://hub.example/"
    staff.published()
    answer = Client().get(f"/world/feed/{form}")
    assert b"https://hub.example/" in answer.content
    myself = f"{settings.SITE_URL}/world/feed/{form}"
    assert answer["Link"] == f'<https://hub.example/>; rel="hub", <{myself}>; rel="self"'
    settings.WEBSUB_HUB = ""
    answer = Client().get(f"/world/feed/{form}")
    assert b"hub.example" not in answer.content
    assert "Link" not in answer


# Search engines


@pytest.fixture
def indexnow(receiver, settings):
    settings.INDEXNOW_KEY, settings.INDEXNOW_URL = "a-key-of-ours", receiver.url
    return receiver


def test_search_engines_hear_of_the_page_and_find_the_key(staff, indexnow, settings):
    story = staff.published()
    deliver_all()
    assert bodies(indexnow) == [
        {
            "host": "127.0.0.1:8000",
            "key": "a-key-of-ours",
            "keyLocation": f"{settings.SITE_URL}/a-key-of-ours.txt",
            "urlList": [f"{settings.SITE_URL}{story.editions.get().path}"],
        }
    ]
    assert Client().get("/a-key-of-ours.txt").content == b"a-key-of-ours"
    assert Client().get("/another-key.txt").status_code == 404


@pytest.mark.parametrize("fields", [{"machine_use": "none"}, {"canonical_url": "https://wire.example/1"}])
def test_search_engines_are_not_called_to_what_is_not_theirs(staff, indexnow, fields):
    staff.published(**fields)
    deliver_all()
    assert indexnow.asked == []


def test_without_a_key_nobody_is_called(staff, settings):
    settings.INDEXNOW_KEY = ""
    staff.published()
    assert not Effect.objects.exists()
    assert Client().get("/a-key-of-ours.txt").status_code == 404


# Letters


@pytest.fixture
def world(staff):
    desk = Desk.objects.create(name="World desk", slug="world")
    desk.followers.add(staff.editor)
    return desk


def test_who_follows_a_desk_gets_one_letter_when_a_story_comes_out(staff, world, settings):
    story = staff.published(headline="Dam\tbursts", deck="Before dawn.", desk=world)
    deliver_all()
    workflow.publish(staff.rewritten(story), by=staff.publisher)
    deliver_all()
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([staff.editor.email], "Out: Dam bursts")
    assert f"{settings.SITE_URL}{story.editions.first().path}" in letter.body
    key = Effect.objects.filter(delivered_at__isnull=False).order_by("pk").first().key
    assert letter.message()["Message-ID"] == f"<{key}@localhost>"


def test_they_hear_of_a_kill_with_its_notice(staff, world):
    workflow.kill(staff.published(desk=world), by=staff.publisher, notice="It was not so.")
    deliver_all()
    (letter,) = mail.outbox
    assert letter.subject.startswith("Withdrawn: ")
    assert "It was not so." in letter.body


@pytest.mark.parametrize("how", ["left", "switched off", "elsewhere"])
def test_who_does_not_follow_or_may_not_see_it_by_then_gets_none(staff, world, how):
    staff.published(desk=world, created_by=staff.reporter)
    if how == "left":
        world.followers.clear()
    elif how == "switched off":
        staff.editor.is_active = False
        staff.editor.save()
    else:
        staff.editor.desks.add(Desk.objects.create(name="Sport", slug="sport"))
    deliver_all()
    assert mail.outbox == []
    assert not Effect.objects.exists()


def test_a_mail_server_that_is_away_is_tried_again(staff, world):
    from tests.post_office import sending_to

    with sending_to("127.0.0.1", 9):
        staff.published(desk=world)
        deliver_all()
    effect = Effect.objects.get()
    assert (effect.delivered_at, effect.attempts) == (None, 1)
    assert "refused" in effect.last_error.lower()
    hurry()
    deliver_all()
    assert len(mail.outbox) == 1


def test_everybody_chooses_whom_they_follow_and_hears_of_what_waits(staff, world):
    from tests.desk_pages import page_of, signed_in

    other = Desk.objects.create(name="Sport", slug="sport")
    staff.published(desk=other, at=clock.now() + DAY)
    client = signed_in(staff.editor)
    page = page_of(client.get("/admin/following/"))
    assert [box.attributes["value"] for box in page.css("input[checked]")] == [str(world.pk)]
    client.post("/admin/following/", {"desks": [other.pk]})
    assert list(staff.editor.followed_desks.all()) == [other]
    assert Effect.objects.get().recipient == str(staff.editor.pk)


def test_nobody_follows_a_desk_that_they_do_not_work_for(staff, world):
    from tests.desk_pages import signed_in

    staff.editor.desks.add(Desk.objects.create(name="Sport", slug="sport"))
    client = signed_in(staff.editor)
    assert b"World desk" not in client.get("/admin/following/").content
    client.post("/admin/following/", {"desks": [world.pk]})
    assert list(staff.editor.followed_desks.all()) == [world]


def test_every_address_that_is_told_is_one_that_readers_find(staff):
    series = Series.objects.create(title="Rivers", slug="rivers")
    staff.published(tags=["Floods"], dateline=make_dateline(), series=series)
    edition = Edition.objects.for_reading().get()
    assert [url for url in pages_of(edition) if Client().get(url).status_code != 200] == []
