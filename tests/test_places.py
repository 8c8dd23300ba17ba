"""Where the news comes from: counts of what is live and of nothing else, the map, the list, the place's own page."""

import csv
import gzip

from django.template.loader import render_to_string
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from articles import clock, gazetteer, places, slugs, workflow
from articles.models import Dateline, Edition
from tests.factories import DAY, HOUR, NOON, make_dateline, make_story
from tests.paper_samples import HOUSE


def counts() -> dict[str, int]:
    return {place.place: place.count for country in places.atlas().countries for place in country.places}


def page(address: str = "/from/") -> LexborHTMLParser:
    answer = Client().get(address)
    assert answer.status_code == 200
    return LexborHTMLParser(answer.content.decode())


def make_place(place: str, latitude: float, longitude: float, **fields) -> Dateline:
    return make_dateline(place, latitude=latitude, longitude=longitude, **fields)


def test_a_place_has_as_many_stories_as_are_live(staff):
    beira, chimoio = make_dateline(), make_dateline("Chimoio")
    for _ in range(3):
        staff.published(dateline=beira)
    staff.published(dateline=chimoio)
    staff.published()
    assert counts() == {"Beira": 3, "Chimoio": 1}


def test_a_story_counts_once_however_many_editions_it_has(staff):
    story = staff.published(dateline=make_dateline())
    for _ in range(2):
        staff.rewritten(story)
        workflow.publish(story, by=staff.publisher)
    assert counts() == {"Beira": 1}


def test_what_is_not_live_is_not_counted_nor_is_its_place_named(staff):
    hidden = make_dateline("Nampula")
    make_story(dateline=hidden)
    staff.cleared(dateline=hidden)
    staff.published(dateline=hidden, at=clock.now() + DAY)
    staff.published(dateline=hidden, at=NOON, until=NOON + HOUR)
    assert counts() == {}
    assert "Nampula" not in page().html


def test_a_count_is_right_at_once_after_every_verb(staff):
    """Nothing is forgotten by hand: what is remembered holds while nothing has changed."""
    story = staff.published(dateline=make_dateline())
    assert counts() == {"Beira": 1}
    other = staff.published(dateline=make_dateline())
    assert counts() == {"Beira": 2}
    workflow.kill(other, by=staff.publisher, notice="It was not so.")
    assert counts() == {"Beira": 1}
    staff.rewritten(story, dateline=make_dateline("Chimoio"))
    assert counts() == {"Beira": 1}
    workflow.publish(story, by=staff.publisher)
    assert counts() == {"Chimoio": 1}


def test_a_count_is_right_when_a_window_opens_or_ends_by_itself(staff):
    staff.published(dateline=make_dateline(), at=NOON)
    edition = staff.published(dateline=make_dateline(), at=clock.now() + DAY).editions.get()
    assert counts() == {"Beira": 1}
    hour_ago = clock.now() - HOUR
    Edition.objects.filter(pk=edition.pk).update(live_from=hour_ago, first_published_at=hour_ago)
    assert counts() == {"Beira": 2}
    Edition.objects.filter(pk=edition.pk).update(live_until=clock.now())
    assert counts() == {"Beira": 1}


def test_counting_is_done_once_and_remembered(staff, django_assert_num_queries):
    staff.published(dateline=make_dateline())
    with django_assert_num_queries(2):
        places.atlas()
    with django_assert_num_queries(1):
        places.atlas()


def test_an_empty_paper_has_no_places_and_is_still_a_page(db):
    assert places.atlas().places == 0
    assert "Nothing here yet." in page().body.text()


def test_the_list_stands_under_countries_each_with_its_count(staff):
    for town in ("Beira", "Chimoio"):
        staff.published(dateline=make_dateline(town))
    staff.published(dateline=make_place("Riga", 56.9, 24.1, country="LV", full_place="Riga, Latvia"))
    staff.published(dateline=make_dateline("At sea", full_place="", country=""))
    titles = [node.text(strip=True, separator=" ") for node in page().css(".gazetteer__title")]
    assert titles == ["Latvia", "Mozambique 2 stories", "Elsewhere"]


def test_the_map_leads_to_each_place_by_a_name_that_can_be_read_aloud(staff):
    for _ in range(2):
        staff.published(dateline=make_place("Beira", -19.8, 34.8))
    staff.published(dateline=make_place("Tórshavn", 62, -6.8, full_place="Tórshavn, Faroe Islands"))
    links = page().css("svg a")
    assert [node.attributes["href"] for node in links] == [
        "/from/beira-mozambique/",
        "/from/torshavn-faroe-islands/",
    ]
    assert [node.attributes["aria-label"] for node in links] == [
        "Beira, Mozambique: 2 stories",
        "Tórshavn, Faroe Islands: 1 story",
    ]
    assert not any("tabindex" in node.attributes for node in links)


def test_a_place_without_coordinates_is_in_the_list_and_not_on_the_map(staff):
    staff.published(dateline=make_dateline())
    html = page()
    assert not html.css("svg a")
    assert html.css_first('.gazetteer a[href="/from/beira-mozambique/"]')


def test_a_hostile_name_is_only_a_name_on_the_map(staff):
    staff.published(dateline=make_place("<script>x</script>", 1, 1, full_place='"><script>'))
    assert not page().css("main script, svg script")


def test_the_page_of_a_paper_that_has_been_everywhere_stays_light():
    """HTML ≤ 40 kB compressed (DESIGN, Budgets): the busiest places are on the map, all are in the list."""
    with (gazetteer.TABLES / "cities.tsv").open(encoding="utf-8") as table:
        towns = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))[:6000:10]
    found = []
    for number, town in enumerate(towns):
        where = float(town["latitude"]), float(town["longitude"])
        slug = slugs.slugify(f"{town['name']} {gazetteer.country_name(town['country'])} {number}")
        place = Dateline(
            place=town["name"], slug=slug, country=town["country"], latitude=where[0], longitude=where[1]
        )
        place.count = 1 + 9_000 // (number + 1)
        found.append(place)
    html = render_to_string("articles/dateline_list.html", HOUSE | {"atlas": places.drawn(found)})
    assert html.count('class="map__place"') == places.MOST_MARKS
    assert html.count('class="coordinates"') == len(found) == 600
    assert len(gzip.compress(html.encode())) <= 40_000


# The place's own page


def test_a_place_says_where_it_lies_and_what_its_clocks_show(staff):
    staff.published(dateline=make_place("Beira", -19.8436, 34.8389))
    html = page("/from/beira-mozambique/")
    assert html.css_first(".page-head__purpose").text() == "Mozambique"
    assert "19° 51′ S, 34° 50′ E" in html.body.text()
    clocks = html.css_first("[data-zone]")
    assert clocks.text() == "Clocks at UTC+2"
    assert clocks.attributes["data-zone"] == "Africa/Maputo"
    assert html.css_first("svg[role=img]").attributes["aria-label"] == "Beira on a map of the world"


def test_a_place_of_which_little_is_known_says_little(staff):
    staff.published(dateline=make_dateline("At sea", full_place="", country="", time_zone=""))
    html = page("/from/at-sea/")
    assert not html.css("[data-zone], svg[role=img], script[src*=local-time]")


def test_a_zone_that_nobody_knows_is_not_told(staff):
    staff.published(dateline=make_place("Beira", -19.8, 34.8, time_zone="Africa/Nowhere"))
    assert not page("/from/beira-mozambique/").css("[data-zone]")


def test_an_article_tells_the_time_where_it_comes_from(staff):
    story = staff.published(dateline=make_place("Beira", -19.8, 34.8))
    place = page(story.editions.get().path).css_first(".article__kicker .coordinates")
    assert place.attributes["title"] == "Clocks at UTC+2"
    assert place.attributes["data-hover-zone"] == "Africa/Maputo"
