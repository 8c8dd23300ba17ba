"""Guard: nothing unpublished ever shows. A canary sits in every field of every hidden kind of story, and the whole
public site is asked for: it must answer, byte for byte, as a site where the story does not exist."""

import time
from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from adverts.models import Creative
from articles import clock, holds, workflow
from articles.models import Edition, Series, Tag
from articles.models.edition_queryset import EditionQuerySet
from newsletters.models import Newsletter
from pictures import names
from pictures.models import Picture
from pictures.shapes import MIDDLE, SHAPES, box_around
from tests.advert_samples import BODY, make_advert, make_campaign
from tests.factories import DAY, make_author, make_dateline, make_section, make_story, make_user
from tests.issue_samples import leave, make_issue
from tests.newsletter_samples import make_newsletter
from tests.picture_files import draw, take_in, written

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("media")]

CANARY = "zqxcanary"
HIDDEN = [
    "draft",
    "filed",
    "cleared",
    "scheduled",
    "held",
    "embargoed",
    "spiked",
    "taken back",
    "recalled",
    "changed since publication",
]
BY_LINK = tuple(
    f"newsletter_{door}" for door in "confirmation refusal end preferences end_all data erasure".split()
)
SECRET = written(draw((640, 480), 99))
NOT_PUBLIC = {"admin", "accounts"}


def secret() -> Picture:
    """A picture that is in the library, with the canary in all that is said of it."""
    words = dict.fromkeys("title caption alt credit byline source place people".split(), CANARY)
    return Picture.objects.filter(caption=CANARY).first() or take_in(SECRET, by=make_user(), **words)


def canaries(section) -> dict:
    """Every field that has words, or leads to a row that has, with the canary in it."""
    words, picture = f"{CANARY} words", secret().pk
    said = f'data-caption="{CANARY}" data-credit="{CANARY}" data-alt="{CANARY}"'
    return {
        **dict.fromkeys(
            "headline deck kicker slugline ednote summary search_headline social_headline source dateline_text".split(),
            words,
        ),
        "slug": f"{CANARY}-slug",
        "canonical_url": f"https://{CANARY}.example/",
        "body": f"<h2>{CANARY}</h2><p>{CANARY} text</p>"
        f'<figure data-node="picture" data-picture="{picture}" {said}></figure>',
        "lead_picture": {"picture": picture, "alt": words, "caption": words, "credit": words},
        "section": section,
        "tags": [f"{CANARY} topic"],
        "authors": [f"{CANARY} author"],
        "dateline": make_dateline(f"{CANARY} place"),
        "series": Series.objects.get_or_create(title=f"{CANARY} series", slug=f"{CANARY}-series")[0],
        "urgency": 1,
    }


def hide(kind: str, staff, section):
    """Make a story of a kind that readers must not know of."""
    fields = canaries(section)
    if kind == "changed since publication":
        return rewrite_known(staff, fields)
    if kind == "embargoed":
        fields["embargoed_until"] = clock.now() + DAY
    story = make_story(**fields)
    match kind:
        case "filed":
            staff.filed(story)
        case "cleared":
            staff.cleared(story)
        case "scheduled" | "held" | "taken back":
            staff.published(story, at=clock.now() + DAY)
        case "recalled":
            workflow.recall(staff.published(story), by=staff.publisher)
        case "embargoed":
            staff.published(story, at=clock.now() + 2 * DAY)
        case "spiked":
            workflow.spike(story, by=staff.publisher, note=CANARY)
    if kind == "held":
        holds.hold(by=staff.publisher, reason=CANARY)
    if kind == "taken back":
        workflow.unschedule(story, by=staff.publisher)
    story.notes.create(by=staff.publisher, by_name=CANARY, text=CANARY)
    put_into_drafts(story)
    return story


def put_into_drafts(story):
    """Issues that have not left hold it: of a newsletter that readers know, and of one that they do not."""
    make_issue(make_newsletter(f"{CANARY} letter", is_offered=False), story, number=1)
    for known in Newsletter.objects.filter(slug="known-letter"):
        make_issue(known, story, number=2, subject=CANARY, intro=f"<p>{CANARY}</p>")


def rewrite_known(staff, fields):
    """Give a live story's working copy the canary, and let the new edition wait."""
    story = Edition.objects.live().get(slug="known").story
    authors = fields.pop("authors")
    bylines = [{"author": make_author(name)} for name in authors]
    workflow.revise(story, by=staff.publisher, **fields, bylines=bylines)
    staff.cleared(story)
    workflow.correct(story, by=staff.publisher, kind="correction", note=CANARY, at=clock.now() + DAY)
    put_into_drafts(story)
    return story


def addresses() -> list[str]:
    """Every public address there is, for what readers know and for what they must not; nobody may forget a door."""
    today = date.today()
    days = {today, clock.now().date(), (clock.now() + DAY).date(), (clock.now() + 2 * DAY).date()}
    slugs = ("known", f"{CANARY}-slug")
    adverts = [*Creative.objects.order_by("pk").values_list("pk"), (10**9,)]
    samples = {
        "front": [()],
        "topics": [()],
        "datelines": [()],
        "corrections": [()],
        "search": [()],
        "search_suggestions": [()],
        "preview": [("never:was",)],
        "preview_picture": [("never:was", "0" * 24, 320, "webp")],
        "newsletters": [()],
        "newsletters_asked": [()],
        **{key: [("never:was",)] for key in BY_LINK},
        "saved": [()],
        "reading_settings": [()],
        "offline": [()],
        "worker": [()],
        "manifest": [()],
        "topic": [("floods",), (f"{CANARY}-topic",)],
        "author": [("ana-reyes",), (f"{CANARY}-author",)],
        "dateline": [("beira-mozambique",), (f"{CANARY}-place-mozambique",)],
        "series": [("known-series",), (f"{CANARY}-series",)],
        "newsletter": [("known-letter",), (f"{CANARY}-letter",)],
        "newsletter_issue": [("known-letter", 1), ("known-letter", 2), (f"{CANARY}-letter", 1)],
        "section": [("world",), ("nowhere",)],
        "newsletter_link": [(1, 1)],
        "mail_report": [()],
        "mail_report_of_provider": [()],
        "picture": [("0" * 24, 320, "webp"), *((key, 320, "webp") for key in keys_of_secret())],
        "advert_click": adverts,
        "advert_picture": adverts,
        "archive_year": {(f"{day:%Y}",) for day in days},
        "archive_month": {(f"{day:%Y}", f"{day:%m}") for day in days},
        "archive_day": {(f"{day:%Y}", f"{day:%m}", f"{day:%d}") for day in days},
        "story": {(f"{day:%Y}", f"{day:%m}", f"{day:%d}", slug) for day in days for slug in slugs},
        "history": {(f"{day:%Y}", f"{day:%m}", f"{day:%d}", slug) for day in days for slug in slugs},
        **{
            key: [()]
            for key in "robots_txt llms_txt security_txt security_txt_well_known tdmrep_json".split()
        },
        **{key: [()] for key in "sitemap sitemap_pages news_sitemap".split()},
        "text_of_ours": [("ads",), ("trust",), ("humans",)],
        "indexnow_key": [("a-key-of-ours",)],
    }
    samples["as_it_stood"] = {(*args, ordinal) for args in samples["story"] for ordinal in "123"}
    samples["sitemap_month"] = samples["archive_month"]
    samples["story_markdown"] = samples["story_share_image"] = samples["story"]
    forms = ((), ("atom",), ("json",))
    samples["feed"] = forms
    for noun in ("section", "topic", "author", "dateline"):
        samples[f"{noun}_feed"] = [(*slug, *form) for slug in samples[noun] for form in forms]
    doors = {pattern.name for pattern in public_patterns(get_resolver().url_patterns)} - {None}
    assert doors == set(samples), "a public address has no sample here, or is gone"
    found = [_address(name, args) for name, sets in samples.items() for args in sorted(sets)]
    words = (CANARY, f"{CANARY} words", "dam", '"came before"')
    found += [f"/search/?q={word}" for word in (*words, f"{CANARY}s", "damm")]
    found += [f"/search/suggestions/?q={word}" for word in (CANARY[:4], CANARY, "dam", "known", "flo")]
    narrowed = (
        "section=world",
        "author=ana-reyes",
        f"author={CANARY}-author",
        f"dateline={CANARY}-place-mozambique",
    )
    found += [f"/search/?q={word}&{one}" for word in (CANARY, "dam") for one in (*narrowed, "order=new")]
    asked = ("from=1&to=2", "from=2&to=1", "to=3", "from=0", "show=material", f"show={CANARY}")
    found += [f"{address}?{one}" for address in found if address.endswith("/history/") for one in asked]
    turned = (address for address in found if address.endswith("/") and "/feed/" not in address)
    found += [f"{address}?page=2" for address in turned]
    return [*found, "/healthz", "/readyz", "/metrics", f"/{CANARY}/", f"/{CANARY}"]


def keys_of_secret() -> list[str]:
    """What the names of its files would begin with: they follow from the file, so they can be known beforehand."""
    digest, size = sha256(SECRET).hexdigest(), (640, 480)
    boxes = ((shape, box_around(shape, size, MIDDLE)) for shape in SHAPES.values())
    return [names.key(digest, shape.name, box) for shape, box in boxes]


def _address(name: str, args: tuple[str, ...]) -> str:
    """An address by its name; addresses of feeds say what is in them."""
    if not name.endswith("feed"):
        return reverse(name, args=args)
    noun = name.removesuffix("feed")
    return reverse(name, kwargs=dict(zip(("slug", "form") if noun else ("form",), args, strict=False)))


def public_patterns(patterns, prefix=""):
    for pattern in patterns:
        where = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield pattern
        elif where.strip("/") not in NOT_PUBLIC:
            yield from public_patterns(pattern.url_patterns, where)


def paper(but: str = "") -> dict[str, tuple]:
    """The whole public site as a reader gets it: address → status, headers (but one, and how old a page is), bytes.

    Each address is asked for twice: a page that is kept is the one that was made, and says only that it is kept.
    """
    cache.clear()
    reader, answers = Client(), {}
    for address in addresses():
        answer, kept = reader.get(address), reader.get(address)
        headers = sorted(item for item in answer.items() if item[0] not in (but, "Age"))
        answers[address] = (answer.status_code, headers, answer.content)
        assert (kept.status_code, kept.content) == (answer.status_code, answer.content)
        assert {name for name, _ in set(answer.items()) ^ set(kept.items())} <= {"Age", "Cache-Status"}
    return answers


@pytest.fixture(autouse=True)
def pages_are_kept(settings):
    settings.PAGE_CACHE_SECONDS = 60


@pytest.fixture
def known(staff):
    """A small paper that readers know, with adverts in all places."""
    campaign = make_campaign()
    for placement in ("masthead", "between-sections", "text"):
        make_advert(campaign, placement)
    make_newsletter()
    series = Series.objects.create(title="Known series", slug="known-series")
    common = {"tags": ["Floods"], "dateline": make_dateline(), "series": series}
    for number in range(3):
        staff.published(headline=f"Known story {number}", **common)
    story = staff.published(slug="known", headline="Known", body=BODY, **common)
    leave(make_issue(make_newsletter("Known letter"), story, number=1))
    return make_section()


@pytest.mark.parametrize("kind", HIDDEN)
def test_the_site_is_the_same_to_the_byte_as_one_without_the_story(staff, known, kind):
    before = paper()
    hide(kind, staff, known)
    assert Tag.objects.filter(name__contains=CANARY).exists()
    after = paper()
    assert [address for address in before if before[address] != after[address]] == []
    assert not any(
        CANARY.encode() in body for address, (_, _, body) in after.items() if CANARY not in address
    )


def test_the_site_is_the_same_to_the_byte_as_one_without_a_newsletter_of_the_newsroom(known):
    before = paper()
    ours = make_newsletter(f"{CANARY} letter", audience="staff", is_offered=False)
    leave(make_issue(ours, Edition.objects.live().get(slug="known").story, number=1))
    after = paper()
    assert [address for address in before if before[address] != after[address]] == []


def test_a_killed_story_leaves_nothing_but_its_notice(staff, known):
    """And the hour of it, in the headers of feeds: to their readers it is news that something was taken away."""
    before = paper(but="Last-Modified")
    story = staff.published(**canaries(known))
    address = story.editions.get().path
    workflow.kill(story, by=staff.publisher, notice="We could not stand by it.")
    after = paper(but="Last-Modified")
    changed = [where for where in before if before[where] != after[where]]
    assert {where.partition("?")[0] for where in changed} == {
        address,
        f"{address}history/",
        *(f"{address}history/{ordinal}/" for ordinal in "123"),
        "/corrections/",
    }
    for where in changed:
        status, _, body = after[where]
        assert status == (200 if where == "/corrections/" else 410 if where.startswith(address) else 404)
        assert b"We could not stand by it." in body
        assert CANARY.encode() not in body


def test_a_picture_opens_at_the_instant_of_its_story_and_shuts_with_it(staff, known):
    """And until then, guessing its names tells nothing of it."""
    story = staff.published(make_story(**canaries(known)), at=clock.now() + timedelta(seconds=2))
    where = [f"/pictures/{names.rendition(key, 320, 'webp')}" for key in keys_of_secret()]
    opens = story.editions.get().live_from
    assert [Client().get(address).status_code for address in where] == [404] * 5
    time.sleep(max(0, (opens - clock.now()).total_seconds()) + 0.01)
    assert [Client().get(address).status_code for address in where] == [200] * 5
    workflow.kill(story, by=staff.publisher, notice="We could not stand by it.")
    assert [Client().get(address).status_code for address in where] == [404] * 5


def test_an_unknown_address_and_an_unpublished_one_answer_alike(staff, known):
    story = staff.published(make_story(**canaries(known)), at=clock.now() + DAY)
    hidden = Client().get(story.editions.get().path)
    unknown = Client().get(story.editions.get().path.replace("slug", "slip"))
    assert (hidden.status_code, hidden.content) == (404, unknown.content)
    assert sorted(hidden.items()) == sorted(unknown.items())


def test_a_workbench_answers_alike_too(staff, known, settings):
    settings.DEBUG = True
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "newsroom.missing.MissingPage"]
    path = staff.published(make_story(**canaries(known)), at=clock.now() + DAY).editions.get().path
    hidden, unknown = Client().get(path), Client().get(path.replace("slug", "slip"))
    assert (hidden.status_code, hidden.content) == (404, unknown.content)
    assert CANARY.encode() not in hidden.content


@pytest.mark.parametrize("kind", ["scheduled", "embargoed", "changed since publication"])
def test_the_guard_sees_a_broken_gate(staff, known, kind, monkeypatch):
    monkeypatch.setattr(EditionQuerySet, "live", lambda self, at=None: self)
    before = paper()
    hide(kind, staff, known)
    after = paper()
    assert any(CANARY.encode() in body for address, (_, _, body) in after.items() if CANARY not in address)
    assert before != after


def test_the_guard_sees_a_history_that_shows_what_is_to_come(staff, known, monkeypatch):
    monkeypatch.setattr(EditionQuerySet, "opened", lambda self, at=None: self)
    hide("changed since publication", staff, known)
    path = Edition.objects.live().get(slug="known").path
    for page in ("history/", "history/?from=1&to=2"):
        assert CANARY.encode() in Client().get(f"{path}{page}").content, page
