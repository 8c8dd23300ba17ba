"""The founding case: a raw article becomes a page, and everything visible in it works."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from articles import clock
from articles.models import Edition, Story
from newsletters import signing_up
from tests.factories import HOUR, make_section
from tests.newsletter_samples import OURS, link_to, make_newsletter

FOUNDING = Path(__file__).parents[2] / "shared/data/founding/000_5c4f401af33235dc.txt"
NEWSLETTER = ("Subscribe to our newsletter", "special offers")

pytestmark = pytest.mark.skipif(
    not FOUNDING.exists(), reason="the founding article is not part of the project"
)


@pytest.fixture
def paragraphs() -> list[str]:
    """Every paragraph of the article, by its letters and digits alone; what is no paragraph is left out."""
    lines = [line for line in FOUNDING.read_text(encoding="utf-8").splitlines() if len(line) > 90]
    return [letters(line) for line in lines if not any(words in line for words in NEWSLETTER)]


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def bring_in(**options) -> Story:
    make_section()
    call_command("ingest", str(FOUNDING), section="world", publish=True, **options)
    return Story.objects.get()


def test_its_page_shows_all_of_it_and_nothing_of_the_newsletter_box(db, paragraphs):
    story = bring_in()
    edition = Edition.objects.live().get()
    page = Client().get(edition.path).content.decode()
    assert (
        story.headline
        == "Russia: Amidst an eroding situation, it’s Turkey’s Job to Guarantee Idlib Ceasefire"
    )
    assert (story.kicker, str(story.dateline)) == ("Russia", "Moscow, Russia")
    assert '<span class="dateline">MOSCOW</span>' in page
    assert len(paragraphs) == 10
    plain = letters(edition.body)
    assert all(letters(words).removeprefix("MOSCOW") in plain for words in paragraphs)
    assert page.count('class="advert advert--text"') == 1
    before, after = edition.body.split("advert advert--text")
    assert (before.count("<p>"), after.count("<p>")) == (6, 4)
    assert not any(words in page for words in NEWSLETTER)
    assert "- Advertisement -" not in page
    assert "(between Russia and Turkey – ed.)" in page
    assert "from Idlib,” said Peskov" in page


def test_the_box_it_ends_with_stands_under_it_as_the_papers_own_and_works(db, post):
    """What was furniture in the text is a form on the page: its address is asked, confirms, and gets the newsletter."""
    offers = make_newsletter(
        "Offers", promise="The latest news, updates and special offers delivered directly to your inbox."
    )
    story, reader = bring_in(), Client()
    page = LexborHTMLParser(reader.get(story.editions.get().path).content.decode())
    assert not any(words in Edition.objects.live().get().body for words in NEWSLETTER)
    [box] = page.css("main section.newsletter")
    assert "special offers delivered directly to your inbox" in box.text()
    form = box.css_first("form[method=post]")
    fields = {one.attributes["name"]: one.attributes.get("value") or "" for one in form.css("input")}
    answer = reader.post(form.attributes["action"], fields | {"email": "ana@example.org"}, headers=OURS)
    assert answer.status_code == 302
    signing_up.answer_due()
    reader.post(link_to(post.letters[0], "yes"))
    assert offers.subscriptions.in_force().get().subscriber.address == "ana@example.org"


def test_scheduled_an_hour_ahead_it_answers_as_an_unknown_address(db):
    story = bring_in(at=(clock.now() + HOUR).isoformat())
    coming = Edition.objects.get()
    reader = Client()
    hidden = reader.get(coming.path)
    unknown = reader.get(coming.path.replace(story.slug, "never-was"))
    assert (hidden.status_code, hidden.content) == (404, unknown.content)
    assert sorted(hidden.items()) == sorted(unknown.items())
    assert Edition.objects.live(at=coming.live_from).get() == coming


def test_killed_it_answers_gone(db):
    story = bring_in()
    call_command("kill", story.slug, by="house@newsroom.invalid", notice="We could not stand by it.")
    answer = Client().get(story.editions.get().path)
    assert answer.status_code == 410
    assert "We could not stand by it." in answer.content.decode()


def test_the_same_file_again_changes_nothing(db):
    bring_in()
    bring_in()
    assert Edition.objects.count() == 1
