"""The public site, as readers and their browsers meet it."""

import pytest
from django.test import Client

from articles import clock, workflow
from articles.models import Edition, Section, Series, TagSynonym
from tests.factories import DAY, HOUR, NOON, make_author, make_dateline, make_section, make_story


@pytest.fixture
def reader():
    return Client()


def words_of(answer) -> str:
    return answer.content.decode()


def test_an_article_shows_all_of_it(staff, reader):
    series = Series.objects.create(title="The Other Door", slug="the-other-door")
    story = staff.published(
        headline="The sea wall held",
        kicker="Floods",
        deck="The river came in by the other door.",
        dateline=make_dateline(),
        series=series,
        tags=["Rivers"],
        authors=["Ana Reyes", "Rui Tembe"],
        ednote="Mind the lawyers.",
        body="<p>The wall did what it was built to do.</p><h2>A city</h2><p>It looked at the sea.</p>",
    )
    page = words_of(reader.get(story.editions.get().path))
    for words in (
        "The sea wall held",
        "The river came in by the other door.",
        "BEIRA, Mozambique",
        "The Other Door",
        "Rivers",
        "Ana Reyes",
        "Rui Tembe",
        "The wall did what it was built to do.",
        "A city",
    ):
        assert words in page
    assert "Mind the lawyers." not in page


def test_a_scheduled_article_appears_at_its_second(staff, reader):
    story = staff.cleared()
    edition = workflow.publish(story, by=staff.publisher, at=clock.now() + HOUR)
    assert reader.get(edition.path).status_code == 404
    hour_ago = clock.now() - HOUR
    Edition.objects.update(live_from=hour_ago, first_published_at=hour_ago)
    assert reader.get(edition.path).status_code == 200


def test_a_killed_article_answers_gone_with_its_notice(staff, reader):
    story = staff.published(headline="Vaccine tests")
    path = story.editions.get().path
    workflow.kill(story, by=staff.publisher, notice="Its document was not what its source said.")
    answer = reader.get(path)
    assert answer.status_code == 410
    assert "Its document was not what its source said." in words_of(answer)
    assert "Vaccine tests" not in words_of(answer)
    assert "Its document was not what its source said." in words_of(reader.get("/corrections/"))


def test_an_article_that_has_ended_answers_gone_without_a_notice(staff, reader):
    story = staff.published(at=NOON, until=NOON + HOUR)
    answer = reader.get(story.editions.get().path)
    assert answer.status_code == 410
    assert story.headline not in words_of(answer)


def test_a_renamed_article_sends_readers_on_once(staff, reader):
    story = staff.published(slug="dam")
    first = story.editions.get().path
    for slug in ("the-dam", "the-dam-of-beira"):
        staff.rewritten(story, slug=slug)
        workflow.publish(story, by=staff.publisher)
    answer = reader.get(first)
    assert answer.status_code == 301
    assert reader.get(answer.url).status_code == 200
    workflow.kill(story, by=staff.publisher, notice="It was not so.")
    assert reader.get(first).status_code == 410


def test_a_rename_that_waits_is_unknown_until_its_hour(staff, reader):
    story = staff.published(slug="dam")
    staff.rewritten(story, slug="the-dam")
    coming = workflow.publish(story, by=staff.publisher, at=clock.now() + DAY)
    assert reader.get(coming.path).status_code == 404
    assert reader.get(story.editions.get(number=1).path).status_code == 200


def test_what_to_read_next_is_the_newest_of_the_section_and_never_the_story_itself(staff, reader):
    stories = [staff.published(headline=f"Flood {number}") for number in range(7)]
    staff.published(headline="A concert", section=make_section("Culture"))
    page = words_of(reader.get(stories[6].editions.get().path))
    found = [number for number in range(7) if f">Flood {number}</a></h3>" in page]
    assert found == [2, 3, 4, 5]
    assert "A concert" not in page


def test_a_story_shows_the_live_parts_of_its_series_from_the_first(staff, reader):
    series = Series.objects.create(title="The Other Door", slug="the-other-door")
    parts = [staff.published(headline=f"Part {number}", series=series) for number in (1, 2, 3)]
    staff.published(headline="Part to come", series=series, at=clock.now() + DAY)
    page = words_of(reader.get(parts[1].editions.get().path))
    nav = page[page.index('<nav class="series"') :].partition("</nav>")[0]
    assert nav.index("Part 1</a>") < nav.index("Part 2</li>") < nav.index("Part 3</a>")
    assert "Part to come" not in page


def test_the_lead_picture_is_frozen_with_its_edition(staff, reader):
    picture = {"url": "/media/1.jpg", "width": 3, "height": 2, "alt": "Roofs.", "caption": "", "credit": ""}
    story = staff.published(lead_picture=picture)
    workflow.revise(story, by=staff.publisher, lead_picture={})
    edition = story.editions.get()
    assert '<img src="/media/1.jpg" width="3" height="2" alt="Roofs." fetchpriority="high">' in words_of(
        reader.get(edition.path)
    )
    assert edition.fingerprint() == edition.content_hash
    edition.lead_picture = {}
    assert edition.fingerprint() != edition.content_hash


def test_a_related_story_stands_in_the_text_only_while_it_is_live(staff, reader):
    other = staff.published(headline="The engineers who drew the flood")
    mark = f'<div data-node="related" data-story="{other.pk}"></div>'
    path = staff.published(body=f"<p>Water.</p>{mark}<p>More water.</p>").editions.get().path
    assert "The engineers who drew the flood" in words_of(reader.get(path))
    workflow.kill(other, by=staff.publisher, notice="It was not so.")
    page = words_of(reader.get(path))
    assert "The engineers who drew the flood" not in page
    assert "data-story" not in page


def test_lists_show_what_belongs_to_them(staff, reader):
    world, series = make_section(), Series.objects.create(title="The Other Door", slug="the-other-door")
    staff.published(
        headline="Wall", section=world, tags=["Floods"], dateline=make_dateline(), series=series, at=NOON
    )
    staff.published(headline="Opera", section=make_section("Culture"), authors=["Rui Tembe"])
    for address in (
        "/world/",
        "/topics/floods/",
        "/by/ana-reyes/",
        "/from/beira-mozambique/",
        "/series/the-other-door/",
        "/2026/05/03/",
    ):
        page = words_of(reader.get(address))
        assert "Wall" in page, address
        assert "Opera" not in page, address
    front = words_of(reader.get("/"))
    assert "Wall" in front
    assert "Opera" in front
    assert "Floods" in words_of(reader.get("/topics/"))
    places = words_of(reader.get("/from/"))
    assert "Beira" in places
    assert "Mozambique" in places
    assert "/2026/05/03/" in words_of(reader.get("/2026/05/"))
    assert "/2026/05/" in words_of(reader.get("/2026/"))


def test_a_year_is_its_months_and_their_days_with_how_many_stories_each_had(staff, reader):
    for at in (NOON, NOON + HOUR, NOON + 40 * DAY):
        staff.published(at=at)
    year = words_of(reader.get("/2026/"))
    assert '<a href="/2026/05/">' in year
    assert "Two stories" in year
    assert '<a href="/2026/05/03/" class="day-1">3<small><span class="visually-hidden">: </span>2<' in year
    assert '<a href="/2026/06/12/" class="day-1">12<small><span class="visually-hidden">: </span>1<' in year
    assert "/2026/05/04/" not in year


def test_the_archive_leads_on_to_the_nearest_days_months_and_years(staff, reader):
    for days in (0, 40, 400):
        staff.published(at=NOON - days * DAY)
    assert "/2026/03/24/" in words_of(reader.get("/2026/05/03/"))
    assert "/2026/03/" in words_of(reader.get("/2026/05/"))
    assert "/2025/" in words_of(reader.get("/2026/"))
    assert "/2026/" in words_of(reader.get("/2025/"))
    assert reader.get("/0000/").status_code == 404


@pytest.mark.parametrize("path", ["/nowhere/", "/no/such/place/", "/2026/11/26/القاهرة/"])
def test_on_a_workbench_too_the_paper_itself_says_that_nothing_is_there(db, reader, settings, path):
    in_production = reader.get(path)
    settings.DEBUG = True
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "newsroom.missing.MissingPage"]
    answer = Client().get(path)
    assert (answer.status_code, words_of(answer)) == (404, words_of(in_production))


def test_the_most_urgent_story_of_the_day_leads(staff, reader):
    for headline, urgency in (("Calm", 6), ("Storm", 1), ("Breeze", 5)):
        staff.published(headline=headline, urgency=urgency)
    assert reader.get("/").context["lead"].headline == "Storm"


def test_the_front_names_the_places_of_the_day(staff, reader):
    beira = make_dateline("Beira")
    for number in range(2):
        staff.published(headline=f"Water {number}", dateline=beira)
    staff.published(headline="Long ago", dateline=make_dateline("Maputo"), now=NOON)
    text = reader.get("/").text
    assert f'<a href="{beira.get_absolute_url()}">Beira</a> <span class="places__count">2</span>' in text
    assert "/from/maputo" not in text


def test_an_empty_paper_is_still_a_page(db, reader):
    make_section()
    for address in ("/", "/world/", "/topics/", "/from/", "/corrections/", "/search/"):
        assert reader.get(address).status_code == 200, address


@pytest.mark.parametrize(
    "address",
    ["/nowhere/", "/2026/13/", "/2026/02/30/", "/1999/", "/topics/no/", "/by/no/", "/from/no/", "/series/no/"]
    + [
        f"{path}page={page}"
        for path in ("/world/?", "/search/?q=river&")
        for page in ("0", "-1", "99", "x", "²", "9" * 400, f"000001{'9' * 25}", f"000001{'1' * 5000}")
    ],
)
def test_what_is_not_there_is_not_found(staff, reader, address):
    staff.published()
    assert reader.get(address).status_code == 404


def test_a_synonym_leads_to_its_topic_once_readers_may_know_it(staff, reader):
    story = staff.cleared(tags=["Floods"])
    TagSynonym.objects.create(tag=story.tags.get(), name="Inundations")
    assert reader.get("/topics/inundations/").status_code == 404
    workflow.publish(story, by=staff.publisher)
    answer = reader.get("/topics/inundations/")
    assert (answer.status_code, answer.url) == (301, "/topics/floods/")


def test_long_lists_have_pages(staff, reader):
    section = make_section()
    staff.published(section=section)
    edition = Edition.objects.get()
    for number in range(2, 46):
        edition.pk, edition.story, edition.number = None, make_story(section=section), 1
        edition.path = f"/2026/05/03/copy-{number}/"
        edition.save(force_insert=True)
    second = reader.get("/world/?page=2")
    assert len(second.context["page"].editions) == 20
    assert second.context["page"].previous_url == "/world/"
    last = reader.get("/world/?page=3").context["page"]
    assert (len(last.editions), last.next_url) == (5, None)


def test_nothing_is_asked_of_readers_and_nothing_remembered_about_them(staff, reader):
    story = staff.published()
    for address in ("/", "/world/", story.editions.get().path, "/search/", "/nowhere/"):
        answer = reader.get(address)
        assert not answer.cookies, address
        assert "Cookie" not in answer.get("Vary", ""), address
        assert "csrf" not in words_of(answer).lower(), address
        policy = answer["Content-Security-Policy"]
        assert "camera=()" in answer["Permissions-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy


def test_public_pages_are_only_read(staff, reader):
    for address in ("/", "/world/", staff.published().editions.get().path):
        assert reader.post(address).status_code == 405
        assert reader.head(address).status_code == 200


def test_a_story_in_arabic_runs_from_right_to_left(staff, reader):
    story = staff.published(headline="السد يصمد", language="ar", body="<p>جاء الماء قبل الفجر.</p>")
    page = words_of(reader.get(story.editions.get().path))
    assert 'lang="ar"' in page
    assert 'dir="rtl"' in page


def test_a_section_that_is_renamed_is_renamed_everywhere(staff, reader):
    from articles import reading

    staff.published()
    Section.objects.update(name="The World")
    reading.forget_sections()
    assert "The World" in words_of(reader.get("/"))


def test_a_section_that_is_newer_than_the_navigation_answers_at_once(staff, reader):
    staff.published()
    reader.get("/world/")
    make_section("Weather", parent=make_section())
    page = words_of(reader.get("/weather/"))
    assert "Weather" in page
    assert 'href="/world/"' in page
    assert reader.get("/wetter/").status_code == 404


def test_the_house_says_whether_it_lives_and_is_ready(db, reader):
    assert reader.get("/healthz").status_code == 200
    assert reader.get("/readyz").content == b"ready\n"


def test_an_author_nobody_has_read_yet_does_not_exist(staff, reader):
    make_author("Rui Tembe", bio="Knows the river.")
    assert reader.get("/by/rui-tembe/").status_code == 404
