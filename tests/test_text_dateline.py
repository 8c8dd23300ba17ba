"""A dateline is read where the print leaves no doubt, and never invented."""

import datetime
import json

import pytest

from articles.text import split_dateline
from articles.text.dateline import find_dateline
from tests.text_data import SHARED, needs_shared


def parts(paragraph):
    found, rest = split_dateline(paragraph)
    return (found.place, found.date_text, found.agency, rest) if found else None


@pytest.mark.parametrize(
    ("paragraph", "place", "date", "agency", "rest"),
    [
        ("MOSCOW – The port", "MOSCOW", None, None, "The port"),
        ("BEIRA, Mozambique (AP) — The port", "BEIRA, Mozambique", None, "AP", "The port"),
        ("beira, may 3 - the port", "beira", "may 3", None, "the port"),
        ("CHARLESTON, W. VA., April 3 - The port", "CHARLESTON, W. VA.", "April 3", None, "The port"),
        ("ANGLETON, Tex. March 3 - The port", "ANGLETON, Tex.", "March 3", None, "The port"),
        ("SAN DIEGO--(BUSINESS WIRE)--Port Inc", "SAN DIEGO", None, "BUSINESS WIRE", "Port Inc"),
        (
            "ZUG, Switzerland, Aug. 21, 2020 /PRNewswire/ -- Port",
            "ZUG, Switzerland",
            "Aug. 21, 2020",
            "PRNewswire",
            "Port",
        ),
        ("OSLO, Norway (AP) _ The port", "OSLO, Norway", None, "AP", "The port"),
        ("MADRID, Oct. 20. - The port", "MADRID", "Oct. 20", None, "The port"),
        ("Lisbon, Portugal, May 3. The port", "Lisbon, Portugal", "May 3", None, "The port"),
        ("Rome, Aug. 2, (via London, 4 p. m.) The port", "Rome", "Aug. 2", None, "The port"),
        ("(ANSA) - ROME, JUL 11 - The port", "ROME", "JUL 11", "ANSA", "The port"),
        ("By United Press. London, August 9. The port", "London", "August 9", "United Press", "The port"),
        ("By ANNA ROE. LISBON, June 24.—The port", "LISBON", "June 24", None, "The port"),
        (
            "Special to the Globe LISBON, May 3. The port",
            "LISBON",
            "May 3",
            "Special to the Globe",
            "The port",
        ),
        ("NEW YORK/LONDON (Reuters) - The port", "NEW YORK/LONDON", None, "Reuters", "The port"),
        ("New Delhi [India], May 3 (ANI): The port", "New Delhi [India]", "May 3", "ANI", "The port"),
        ("BERGEN (Norway) -- The port", "BERGEN (Norway)", None, None, "The port"),
        ("BEIRA (Mozambique), May 3 (AFP) - The port", "BEIRA (Mozambique)", "May 3", "AFP", "The port"),
        ("Moscow. Oct 3. INTERFAX - The port", "Moscow", "Oct 3", "INTERFAX", "The port"),
        ("ABU DHABI, 8th May, 2026 (WAM) -- The port", "ABU DHABI", "8th May, 2026", "WAM", "The port"),
        ("KHERSON, Ukraine — “We stay”", "KHERSON, Ukraine", None, None, "“We stay”"),
        ("ABOARD THE MV SOFALA — The port", "ABOARD THE MV SOFALA", None, None, "The port"),
        ("HANDY TOWNSHIP -- The port", "HANDY TOWNSHIP", None, None, "The port"),
        (
            "KARACHI: The port of the city opened again on Friday, they said.",
            "KARACHI",
            None,
            None,
            "The port of the city opened again on Friday, they said.",
        ),
        ("Washington – The Senate met", "Washington", None, None, "The Senate met"),
        ("Paris, Texas — The mayor", "Paris, Texas", None, None, "The mayor"),
        ("Berlin (dpa) – Der Hafen", "Berlin", None, "dpa", "Der Hafen"),
        ("PARIS (AFP) – Le port", "PARIS", None, "AFP", "Le port"),
        ("Madrid, 3 may (EFE).- El puerto", "Madrid", "3 may", "EFE", "El puerto"),
        ("LONDRES, 31 dez 2008 (AFP) - O porto", "LONDRES", "31 dez 2008", "AFP", "O porto"),
        ("Roma, 3 mag. (askanews) - Il porto", "Roma", "3 mag", "askanews", "Il porto"),
        ("МОСКВА, 3 мая — Порт", "МОСКВА", "3 мая", None, "Порт"),
        ("МОСКВА, 3 мая. /ТАСС/. Порт", "МОСКВА", "3 мая", "ТАСС", "Порт"),
        ("КИЕВ, 15 апр — РИА Новости. Порт", "КИЕВ", "15 апр", "РИА Новости", "Порт"),
        ("Москва. 3 мая. INTERFAX.RU - Порт", "Москва", "3 мая", "INTERFAX.RU", "Порт"),
        ("КИЇВ, 3 травня (Укрінформ) — Порт", "КИЇВ", "3 травня", "Укрінформ", "Порт"),
        ("موسكو (رويترز) - قال", "موسكو", None, "رويترز", "قال"),
        ("London (CNN) The port", "London", None, "CNN", "The port"),
        ("MUMBAI, Sept 12 (PTI) The port", "MUMBAI", "Sept 12", "PTI", "The port"),
        ("STOCKHOLM (TT) Hamnen", "STOCKHOLM", None, "TT", "Hamnen"),
        ("ROME, Sept. 3 - 12,000 people", "ROME", "Sept. 3", None, "12,000 people"),
        ("القاهرة 3 مايو (رويترز) - قال", "القاهرة", "3 مايو", "رويترز", "قال"),
        ("ירושלים (AP) - הנמל", "ירושלים", None, "AP", "הנמל"),
        ("新华社北京5月3日电 港口", "北京", "5月3日", "新华社", "港口"),
        ("新华社北京５月３日电（记者张三）港口", "北京", "５月３日", "新华社", "港口"),
        ("（中央社記者王小明台北3日電）港口", "台北", "3日", "中央社", "港口"),
        ("本报上海5月3日讯 港口", "上海", "5月3日", "本报", "港口"),
        ("AP - The port", None, None, "AP", "The port"),
        ("9 يونيو (رويترز) - قال", None, "9 يونيو", "رويترز", "قال"),
        (
            "MAY 13, 2004 (PORT NEWS SERVICE) - The port",
            None,
            "MAY 13, 2004",
            "PORT NEWS SERVICE",
            "The port",
        ),
    ],
)
def test_a_dateline_is_taken_off_the_paragraph(paragraph, place, date, agency, rest):
    assert parts(paragraph) == (place, date, agency, rest)


@pytest.mark.parametrize(
    "paragraph",
    [
        "",
        "Paris – the city of light – was dark.",
        "Paris – The city of light – was dark.",
        "Berlin – Leipzig trains stop.",
        "Sydney – She left at noon.",
        "Lincoln – The film opens on Friday.",
        "LONDON BRIDGE — The bridge fell.",
        "GEORGIA — The state voted.",
        "EXCLUSIVE - The port opened.",
        "EXCLUSIVE (Reuters) - The port opened.",
        "NASA – The agency said so.",
        "WHO (Geneva) - The agency said so.",
        "CHICAGO (12-4) — The Bulls won.",
        "UPDATE 1-The port opened.",
        "Q — What is it?",
        "CANCER, June 21 - July 22: You will travel.",
        "Monday, May 3 - The port opened.",
        "Columbia, Tuesday, July 4. Lexington, Wednesday, July 5.",
        "New York, May 3 was cold. It rained.",
        "In Paris, May 3 (Reuters) - rain",
        "John Smith (AP) — The man who came.",
        "Reuters – the agency – said so.",
        "Keep an eye on your lenders -- they may raise your rates.",
        "College soccer: MEN -- Curry at Emerson, 4 p.m.",
        "بيروت – قال الوزير",
        "Boston, May 3 - 5: The show runs all day.",
        "ROME, May 3 – 5, 2024: The show runs all day.",
        "London (CNN) and Paris (AFP) sent nobody.",
        "Paris (Texas) The port opened.",
        "5 May (Budget day) — The port opened.",
        "May 3 (Sunday) - The port opened.",
        "TV (Reuters) - The port opened.",
        "SOCCER, May 3 - The port lost.",
        "LONDON: 12 C, cloudy in the evening. PARIS: 14 C, sunny in the morning.",
    ],
)
def test_where_the_print_leaves_a_doubt_there_is_no_dateline(paragraph):
    assert split_dateline(paragraph) == (None, paragraph)


def test_a_day_in_brackets_is_no_agency():
    assert parts("LONDON (Monday) — The port opened.") is None


def test_a_day_is_derived_only_where_its_year_is_printed():
    whole, _ = split_dateline("ZUG, Switzerland, Aug. 21, 2020 /PRNewswire/ -- Port")
    partial, _ = split_dateline("LISBON, May 3 (Reuters) - Port")
    assert (whole.date, partial.date) == (datetime.date(2020, 8, 21), None)


@pytest.mark.parametrize(
    ("reference", "day"),
    [((2024, 5, 4), (2024, 5, 3)), ((2024, 4, 30), (2024, 5, 3)), ((2024, 4, 1), (2023, 5, 3))],
)
def test_a_day_without_a_year_is_the_last_one_before_the_day_of_the_story(reference, day):
    found, _ = split_dateline("LISBON, May 3 (Reuters) - Port")
    assert found.printed_date.near(datetime.date(*reference)) == datetime.date(*day)


def test_what_else_stands_in_a_dateline_is_kept_as_a_note():
    found, _ = split_dateline("Rome, Aug. 2, (via London) The port")
    assert found.note == "via London"


@needs_shared
def test_two_hundred_printed_datelines_are_read_and_none_is_invented():
    counts = {part: [0, 0, 0] for part in ("place", "date", "agency")}
    invented = []
    for line in (SHARED / "datelines" / "datelines.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found, _ = split_dateline(row["text"])
        got = {
            "place": found and found.place,
            "date": found and found.date_text,
            "agency": found and found.agency,
        }
        if got["place"] and not row["place"]:
            invented.append(row["text"])
        for part, (right, wrong, missed) in counts.items():
            is_right = got[part] == row[part]
            counts[part] = [
                right + bool(row[part] and is_right),
                wrong + bool(got[part] and not is_right),
                missed + bool(row[part] and not is_right),
            ]
    assert invented == []
    for part, (right, wrong, missed) in counts.items():
        assert right / (right + wrong) >= 0.99, part
        assert right / (right + missed) >= 0.98, part


@needs_shared
def test_nothing_in_hundreds_of_articles_is_taken_for_a_dateline_but_the_one_that_is():
    paragraphs = []
    for path in sorted((SHARED / "articles").rglob("*")):
        if path.suffix == ".txt" and path.parent.name != "ocr-1916":
            paragraphs += path.read_text(encoding="utf-8").splitlines()
        elif path.suffix == ".jsonl":
            for line in path.read_text(encoding="utf-8").splitlines():
                paragraphs += json.loads(line)["sentences"]
    found = [read[0].place for text in paragraphs if (read := find_dateline(text))]
    assert len(paragraphs) > 1500
    assert found == ["Evansville, Indiana, United States"]


@needs_shared
def test_in_scanned_papers_of_1916_only_places_are_read_as_places():
    """Their lines are column-wide and full of misread letters; every place that is read must be one."""
    places = set()
    for path in sorted((SHARED / "articles" / "ocr-1916").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if read := find_dateline(line.strip()):
                places.add(read[0].place)
    assert places <= {
        "LONDON", "EL PASO", "Rome", "London", "Paris", "New York", "Washington", "El Paso, Tex.", "Houston, Tex.",
        "Chicago", "St. Paul, Minn.",
    }  # fmt: skip
    assert len(places) >= 10
