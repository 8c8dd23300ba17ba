"""Places are found under the names they are printed with, and never nearly."""

import csv

import pytest

from articles import gazetteer


@pytest.mark.parametrize(
    ("printed", "full_name"),
    [
        ("MOSCOW", "Moscow, Russia"),
        ("WESTPORT, Conn", "Westport, Conn."),
        ("PARIS, Texas", "Paris, Texas"),
        ("Paris", "Paris, France"),
        ("St Paul", "St. Paul, Minn."),
        ("ST. PAUL, MINN", "St. Paul, Minn."),
        ("Kiev", "Kyiv, Ukraine"),
        ("Kyiv", "Kyiv, Ukraine"),
        ("МОСКВА", "Moscow, Russia"),
        ("موسكو", "Moscow, Russia"),
        ("北京", "Beijing, China"),
        ("New Delhi [India]", "New Delhi, India"),
        ("Washington", "Washington, D.C."),
        ("CHARLESTON, W. VA.", "Charleston, W.Va."),
        ("WICHITA, Ka.", "Wichita, Kan."),
        ("NEWCASTLE, England", "Newcastle upon Tyne, England"),
        ("VANCOUVER, B.C.", "Vancouver, British Columbia"),
        ("Sydney, Nova Scotia", "Sydney, Nova Scotia"),
        ("Sydney", "Sydney, Australia"),
        ("TBILISI, Georgia", "Tbilisi, Georgia"),
        ("ATLANTA, Georgia", "Atlanta, Ga."),
        ("St. Louis, Mo., USA", "St. Louis, Mo."),
        ("MOSUL, Irak", "Mosul, Iraq"),
        ("Jenin", "Jenin, West Bank"),
        ("N'DJAMENA", "N'Djamena, Chad"),
        ("Köln", "Cologne, Germany"),
        ("Beira", "Beira, Mozambique"),
        ("UNITED NATIONS", "United Nations"),
    ],
)
def test_a_place_is_found_as_it_is_printed(printed, full_name):
    assert gazetteer.find(printed).full_name == full_name


@pytest.mark.parametrize(
    "printed",
    [
        "",
        ",",
        "Pariss",
        "Paris, Wonderland",
        "Moscow, Texas",
        "PRICE, Utah",
        "the Senate",
        "Paris, Texas, France",
        "🐝",
    ],
)
def test_an_unknown_place_is_nowhere_and_not_nearly_somewhere(printed):
    assert gazetteer.find(printed) is None


def test_a_city_that_stands_alone_is_printed_alone():
    assert gazetteer.as_printed(gazetteer.find("Moscow, Russia")) == "Moscow"
    assert gazetteer.as_printed(gazetteer.find("Beira")) == "Beira, Mozambique"
    assert gazetteer.as_printed(gazetteer.find("Paris, Texas")) == "Paris, Texas"


def test_a_place_knows_its_country_position_and_zone():
    beira = gazetteer.find("BEIRA, Mozambique")
    assert (beira.country, beira.time_zone, beira.stands_alone) == ("MZ", "Africa/Maputo", False)
    assert beira.latitude == pytest.approx(-19.84, abs=0.05)
    assert beira.longitude == pytest.approx(34.84, abs=0.05)
    assert beira.population > 100_000


def test_a_country_answers_to_its_names_in_several_languages():
    assert [
        gazetteer.country(name) for name in ("Irak", "Ivory Coast", "Россия", "England", "Texas", "Narnia")
    ] == [
        "IQ",
        "CI",
        "RU",
        "GB",
        None,
        None,
    ]


def test_states_and_countries_are_regions_however_shortened():
    assert all(map(gazetteer.is_region, ("N. M", "OHio", "Penn.", "Que.", "West Bank", "FRANCE")))
    assert not gazetteer.is_region("Senate")


def test_every_key_of_the_table_is_folded_as_questions_are():
    with open(gazetteer.TABLES / "cities.tsv", encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    wrong = [
        (row["name"], name) for row in rows for name in row["keys"].split("|") if gazetteer.key(name) != name
    ]
    unfound = [row["name"] for row in rows if gazetteer.key(row["name"]) not in row["keys"].split("|")]
    assert len(rows) > 11_000
    assert (wrong, unfound) == ([], [])


def test_the_most_populous_comes_first_in_the_table_so_that_a_bare_name_means_it():
    with open(gazetteer.TABLES / "cities.tsv", encoding="utf-8", newline="") as table:
        people = [
            int(row["population"]) for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]
    assert people == sorted(people, reverse=True)


def test_every_city_that_stands_alone_is_in_the_table():
    with open(gazetteer.TABLES / "stands-alone.tsv", encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    assert len(rows) > 75
    for row in rows:
        place = gazetteer.find(row["city"])
        assert (place.name, place.stands_alone, str(place.geonameid)) == (row["city"], True, row["geonameid"])
