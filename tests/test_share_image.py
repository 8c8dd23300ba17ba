"""The picture of a shared link: any headline fits, any script that the type has is set, and it is drawn once."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from PIL import Image, ImageChops

from articles import clock, workflow
from articles.machines import views
from articles.renditions import as_share_image
from articles.renditions.setting_type import can_be_set, fitted, font_of, without_signs
from articles.renditions.sheet import HEIGHT, MARGIN, PAPER, WIDTH
from pictures import developing
from pictures.models import Picture
from tests.factories import DAY, HOUR
from tests.paper_samples import LONG, edition
from tests.picture_files import draw, in_library, take_in, written

ARABIC = "انهيار السد فوق بيرا: 1200 منزل (Boeing 737) تضرّر"
HEADLINES = [
    "Rain",
    LONG,
    f"{LONG} — {LONG} — {LONG}",
    "https://example.org/" + "averylongaddress" * 12,
    ARABIC,
    "Плотина разрушилась над городом",
    "Το φράγμα έσπασε",
    "הסכר נפרץ מעל העיר",
    "Łódź, Iași, Beyoğlu: fi, fl, œuvre",
    "大坝决堤",
    "🌊",
]


def drawn(headline: str, **fields) -> Image.Image:
    language = "ar" if headline == ARABIC else fields.pop("language", "en")
    story = edition(1, headline=headline, language=language, **fields)
    story.published_on = date(2026, 5, 3)
    written = as_share_image(story)
    assert len(written) < 100_000
    return Image.open(BytesIO(written))


def inked(picture: Image.Image) -> tuple[int, int, int, int]:
    """The box that holds everything drawn."""
    plain = picture.convert("RGB")
    return (
        ImageChops.difference(plain, Image.new("RGB", plain.size, PAPER))
        .point(lambda v: 255 * (v > 16))
        .getbbox()
    )


@pytest.mark.parametrize("headline", HEADLINES, ids=lambda headline: headline[:12])
def test_every_headline_fits(headline):
    picture = drawn(headline)
    assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
    left, top, right, bottom = inked(picture)
    assert left >= MARGIN - 6
    assert top >= 40
    assert right <= WIDTH - MARGIN + 6
    assert bottom <= HEIGHT - 30


def test_headlines_make_different_pictures():
    pictures = {drawn(headline).tobytes() for headline in HEADLINES}
    assert len(pictures) == len(HEADLINES) - 1  # Chinese and the wave have the paper's name in their place.


def test_a_language_begins_on_its_own_side():
    headline = (MARGIN - 10, 214, WIDTH // 2, 500)
    ink = {words: inked(drawn(words).crop(headline)) is not None for words in ("Rain", "مطر")}
    assert ink == {"Rain": True, "مطر": True}
    arabic = drawn("مطر", language="ar", kicker="مطر", dateline_text="").crop((0, 214, WIDTH // 2, 500))
    assert inked(arabic) is None


def test_letters_that_the_type_has_not_are_never_drawn_as_boxes():
    assert can_be_set(ARABIC)
    assert can_be_set("Плотина, φράγμα, הסכר, Łódź — “1,200”")
    assert not can_be_set("大坝")
    assert not can_be_set("Dam 大")
    assert without_signs("The sea 🌊 came  in ✅") == "The sea came in"
    assert without_signs("大坝") == "大坝"


def test_arabic_letters_are_joined():
    """Three letters apart are much wider than what they make together."""
    font = font_of(60)
    apart = 3 * font.getlength("ب", direction="rtl", language="ar")
    assert font.getlength("ببب", direction="rtl", language="ar") < 0.7 * apart


def test_the_largest_size_that_fits_is_taken():
    def size(words: str) -> float:
        return fitted(words, (84, 60, 42), WIDTH - 2 * MARGIN, 300, "en", "ltr")[0].font.size

    assert [size("Rain"), size(LONG), size(LONG * 4)] == [84, 60, 42]


def test_what_does_not_fit_is_cut_where_it_is_seen():
    lines = fitted("word " * 400, (84, 42), 1000, 300, "en", "ltr")
    assert sum(line.leading for line in lines) <= 300
    assert lines[-1].words.endswith("…")
    assert all(line.width <= 1000 for line in lines)


# The door


def test_a_live_story_has_its_picture_and_nobody_else(staff):
    story = staff.published(now=clock.now() - HOUR)
    waiting = staff.published(at=clock.now() + DAY)
    address = f"{story.editions.get().path}share.png"
    assert Client().get(address)["Content-Type"] == "image/png"
    assert Client().get(f"{waiting.editions.get().path}share.png").status_code == 404
    workflow.kill(story, by=staff.publisher, notice="We could not stand by it.")
    assert Client().get(address).status_code == 404


def test_it_is_drawn_once_for_each_edition_and_sent_once_to_who_keeps_it(staff, monkeypatch):
    drawings = []
    monkeypatch.setattr(views, "as_share_image", lambda one, photo: drawings.append(one.number) or b"picture")
    story = staff.published(now=clock.now() - HOUR)
    address = f"{story.editions.get().path}share.png"
    first = Client().get(address)
    assert Client().get(address).content == first.content == b"picture"
    kept = Client().get(address, headers={"if-none-match": first["ETag"]})
    assert (kept.status_code, kept.content) == (304, b"")
    assert drawings == [1]
    staff.rewritten(story, headline="Anew")
    workflow.publish(story, by=staff.publisher)
    assert Client().get(address, headers={"if-none-match": first["ETag"]}).status_code == 200
    assert drawings == [1, 2]


# Over a photograph


RED, PALE = (200, 30, 20), (255, 255, 255)


def photo(colour: tuple[int, int, int] = PALE) -> bytes:
    return written(Image.new("RGB", (1280, 720), colour))


@pytest.mark.parametrize("headline", HEADLINES, ids=lambda headline: headline[:12])
def test_every_headline_fits_over_a_photograph_and_can_be_read_on_white(headline):
    story = edition(1, headline=headline, language="ar" if headline == ARABIC else "en")
    drawn = Image.open(BytesIO(as_share_image(story, photo())))
    assert (drawn.format, drawn.size) == ("JPEG", (WIDTH, HEIGHT))
    said = drawn.convert("L")
    assert said.crop((0, 0, WIDTH, 140)).getextrema()[0] > 250  # The picture itself, untouched.
    assert said.crop((0, HEIGHT - 90, MARGIN - 8, HEIGHT)).getextrema()[1] < 90  # Dark, where letters stand.
    beside = [(0, 200, MARGIN - 6, HEIGHT), (WIDTH - MARGIN + 6, 200, WIDTH, HEIGHT)]
    assert all(_is_even(said.crop(box)) for box in beside)


def _is_even(strip: Image.Image) -> bool:
    """Whether nothing is written in it: every line is of one grey."""
    rows = (strip.crop((0, row, strip.width, row + 1)).getextrema() for row in range(strip.height))
    return all(most - least < 24 for least, most in rows)


def test_an_old_picture_with_an_address_leaves_letters_alone():
    assert edition(1).lead_picture["url"]
    assert drawn("Rain").format == "PNG"


@pytest.fixture
def flood(staff, media) -> Picture:
    """A red picture in the library, with all its prints."""
    picture = take_in(written(Image.new("RGB", (1600, 1200), RED)), by=staff.editor, credit="Ana Reyes")
    while developing.develop_due():
        pass
    return picture


def shared(story) -> tuple[str, tuple[int, ...]]:
    """The kind of a story's picture for shared links, and the colour near its upper edge."""
    answer = Client().get(f"{story.editions.live().get().path}share.png")
    drawn = Image.open(BytesIO(answer.content)).convert("RGB")
    return answer["Content-Type"], drawn.getpixel((WIDTH // 2, 20))


def is_red(colour) -> bool:
    return colour[0] > 150 > 80 > max(colour[1:])


def with_picture(staff, picture: Picture, **fields):
    lead = {"picture": picture.pk, "alt": "A river over its banks."}
    return staff.published(lead_picture=lead, now=clock.now() - HOUR, **fields)


def test_a_story_is_shared_with_its_picture_and_its_headline(staff, flood):
    kind, colour = shared(with_picture(staff, flood))
    assert kind == "image/jpeg"
    assert is_red(colour)
    assert shared(staff.published())[0] == "image/png"


@pytest.mark.parametrize(
    "terms", [{"denied_uses": ["social"]}, {"denied_sections": ["world"]}, {"allowed_until": -HOUR}]
)
def test_terms_and_the_end_of_a_lease_take_it_away_at_once(staff, flood, terms):
    story = with_picture(staff, flood)
    assert shared(story)[0] == "image/jpeg"
    now = clock.now()
    Picture.objects.update(
        **{name: now + one if name == "allowed_until" else one for name, one in terms.items()}
    )
    assert shared(story)[0] == "image/png"


def test_whoever_keeps_it_learns_that_its_picture_is_gone(staff, flood):
    address = f"{with_picture(staff, flood).editions.get().path}share.png"
    etag = Client().get(address)["ETag"]
    assert Client().get(address, headers={"if-none-match": etag}).status_code == 304
    Picture.objects.update(allowed_until=clock.now() - HOUR)
    assert Client().get(address, headers={"if-none-match": etag}).status_code == 200


def test_what_stands_in_for_it_is_shared(staff, flood):
    first = in_library(fallback=flood)
    story = with_picture(staff, first)
    assert shared(story)[0] == "image/png"  # Nothing was printed of it.
    Picture.objects.filter(pk=first.pk).update(allowed_until=clock.now() - HOUR)
    assert is_red(shared(story)[1])


def test_until_it_is_printed_there_are_letters_and_the_same_name_brings_it_then(staff, media):
    picture = take_in(written(draw((1600, 1200))), by=staff.editor, credit="Ana Reyes")
    story = with_picture(staff, picture)
    assert shared(story)[0] == "image/png"
    while developing.develop_due():
        pass
    assert shared(story)[0] == "image/jpeg"


def test_it_is_kept_no_longer_than_its_lease(staff, flood, monkeypatch):
    kept = []
    monkeypatch.setattr(views.cache, "set", lambda key, value, seconds: kept.append(seconds))
    Picture.objects.update(allowed_until=clock.now() + HOUR)
    shared(with_picture(staff, flood))
    shared(staff.published())
    assert 3_500 < kept[0] <= 3_600
    assert kept[1] == views.KEPT_FOR


def test_its_picture_costs_one_question_more(staff, flood, django_assert_num_queries):
    address = f"{with_picture(staff, flood).editions.get().path}share.png"
    with django_assert_num_queries(2):
        Client().get(address)
