"""What the paper's templates say often, case by case."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from articles.templatetags import paper, times

EVENING = datetime(2026, 11, 21, 18, 40, tzinfo=UTC)


@pytest.fixture
def at_home(settings):
    """The paper's own zone, by its IANA name."""
    return lambda zone: setattr(settings, "TIME_ZONE", zone)


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Europe/London", "21 November 2026, 18:40 GMT"),
        ("Europe/Paris", "21 November 2026, 19:40 CET"),
        ("America/Sao_Paulo", "21 November 2026, 15:40 UTC−3"),
        ("Asia/Kathmandu", "22 November 2026, 00:25 UTC+5:45"),
        ("UTC", "21 November 2026, 18:40 UTC"),
    ],
)
def test_a_time_is_told_in_the_papers_zone_and_names_it(at_home, zone, said):
    at_home(zone)
    assert times.stamp(EVENING) == f'<time datetime="2026-11-21T18:40Z">{said}</time>'


def test_a_moment_in_a_list_to_choose_from_is_brief_and_names_its_zone():
    assert times.stamp_in_words(EVENING) == "21 Nov 2026, 18:40 UTC"


def test_the_zone_is_the_papers_even_while_an_editor_works_in_another(at_home):
    from django.utils import timezone

    at_home("Europe/London")
    with timezone.override("Asia/Tokyo"):
        assert "18:40 GMT" in times.stamp(EVENING)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 21), "18:40 GMT"),
        (datetime(2026, 11, 21, 3, tzinfo=UTC), "18:40 GMT"),
        (date(2026, 11, 22), "21 November"),
        (date(2027, 1, 1), "21 November 2026"),
        (None, "21 November 2026"),
    ],
)
def test_beside_a_day_a_moment_says_only_what_the_day_does_not(at_home, day, said):
    at_home("Europe/London")
    assert f">{said}<" in times.stamp_beside(EVENING, day)


def test_a_day_is_told_whole_or_in_part():
    day = date(2026, 11, 2)
    assert times.stamp_day(day) == '<time datetime="2026-11-02">Monday 2 November 2026</time>'
    assert times.stamp_part(day, "%B %Y") == '<time datetime="2026-11-02">November 2026</time>'


def test_where_there_is_no_time_nothing_is_said():
    assert times.stamp(None) == times.stamp_beside(None, None) == times.stamp_day(None) == ""


def test_stories_are_parted_by_the_papers_day_and_stay_in_order(at_home):
    at_home("Asia/Tokyo")
    late, early = EVENING, EVENING - timedelta(hours=9)
    things = [SimpleNamespace(first_published_at=moment) for moment in (late, early, early)]
    assert [(day, len(of_day)) for day, of_day in times.by_day(things)] == [
        (date(2026, 11, 22), 1),
        (date(2026, 11, 21), 2),
    ]
    assert times.by_day([{"at": late}], "at") == [(date(2026, 11, 22), [{"at": late}])]
    assert times.by_day(None) == []


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Africa/Maputo", "UTC+2"),
        ("Asia/Kolkata", "UTC+5:30"),
        ("America/St_Johns", "UTC−3:30"),
        ("Africa/Accra", "UTC"),
        ("Nowhere/At_All", ""),
        ("Africa", ""),
        ("", ""),
        ("../etc/passwd", ""),
    ],
)
def test_clocks_are_told_by_their_distance_from_utc(zone, said):
    assert times.clocks_of(zone, EVENING) == said


def byline(name: str, role: str = "") -> dict:
    return {"name": name, "slug": name.lower(), "role": role, "credit": ""}


@pytest.mark.parametrize(
    ("bylines", "said"),
    [
        ([], ""),
        ([byline("Ana")], "Ana"),
        ([byline("Ana"), byline("Rui")], "Ana and Rui"),
        ([byline("Ana"), byline("Rui"), byline("Eve")], "Ana, Rui and Eve"),
        ([byline("Ana"), byline("Rui"), byline("Eve"), byline("Bo")], "Ana, Rui and 2 others"),
        ([byline("Rui", "Photographs"), byline("Ana")], "Ana"),
        ([byline("Rui", "Photographs")], "Rui"),
    ],
)
def test_a_line_of_names_reads_as_a_sentence_does(bylines, said):
    import re

    assert re.sub(r"<[^>]+>", "", paper.names(bylines)) == said


def test_a_name_leads_to_its_page_and_is_only_a_name():
    assert paper.names([byline("Ana")]) == '<span><a href="/by/ana/">Ana</a></span>'
    assert "&lt;b&gt;" in paper.names([{"name": "<b>", "slug": "", "role": ""}])
    assert "&lt;b&gt;" in paper.names([{"name": "<b>", "slug": "b", "role": ""}])


def test_on_the_page_of_one_writer_only_the_others_are_named():
    both = [byline("Ana"), byline("Rui")]
    assert paper.names_beside(both, "ana") == '<span>With <a href="/by/rui/">Rui</a></span>'
    assert paper.names_beside(both[:1], "ana") == ""


@pytest.mark.parametrize(
    ("number", "said"), [(0, "No stories"), (1, "One story"), (10, "Ten stories"), (1648, "1,648 stories")]
)
def test_few_are_counted_in_words_and_many_in_figures(number, said):
    assert paper.counted(number) == said


@pytest.mark.parametrize(
    ("latitude", "longitude", "said"),
    [
        (-19.8436, 34.8389, "19° 51′ S, 34° 50′ E"),
        (51.4779, 0.0, "51° 29′ N, 0° 00′"),
        (-12.05, -77.03, "12° 03′ S, 77° 02′ W"),
        (9.9999, 0.001, "10° 00′ N, 0° 00′"),
        (None, None, ""),
    ],
)
def test_coordinates_are_degrees_and_minutes(latitude, longitude, said):
    assert paper.coordinates(SimpleNamespace(latitude=latitude, longitude=longitude)) == said


def test_the_round_of_the_day_begins_at_the_date_line():
    assert [paper.across(longitude) for longitude in (-180, 0, 90)] == ["0.00", "50.00", "75.00"]


def test_copy_says_its_language_and_the_papers_words_say_theirs():
    assert paper.written_in("ar", "rtl") == ' lang="ar" dir="rtl"'
    assert paper.written_in("pt-BR", "ltr") == ' lang="pt-BR"'
    assert paper.written_in("", "ltr") == ""
    assert paper.furniture("ar") == ' lang="en" dir="ltr"'
    assert paper.furniture("en-GB") == paper.furniture("") == ""


def test_a_path_becomes_a_whole_address_and_a_whole_address_stays(settings):
    assert paper.absolute("/world/") == f"{settings.SITE_URL}/world/"
    assert paper.absolute("https://paper.example/world/") == "https://paper.example/world/"


def test_a_web_address_is_said_without_its_scheme():
    assert paper.bare_address("https://www.example.org/@ana/") == "example.org/@ana"


def test_a_page_links_the_style_sheets_of_what_its_body_holds():
    assert paper.sheets_for("<p>Water.</p>") == paper.sheets_for("") == ""
    body = '<aside class="advert advert--text"></aside><aside class="aside"></aside><div class="note"></div>'
    assert paper.sheets_for(body) == "components/aside components/advert"


def test_the_navigations_parts_are_a_sections_parts():
    africa = SimpleNamespace(slug="africa", name="Africa", parts=[])
    world = SimpleNamespace(slug="world", name="World", parts=[africa])
    assert paper.parts_in(SimpleNamespace(slug="world"), [world]) == [africa]
    assert paper.parts_in(africa, [world]) == []
