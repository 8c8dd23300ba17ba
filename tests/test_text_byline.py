"""Credits are read from a line that says so and nothing else."""

import datetime

import pytest

from articles.text.byline import printed_day, read_byline, read_date_line


def credits(line):
    return [(credit.name, credit.role, credit.affiliation) for credit in read_byline(line)]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("By Jane Doe", [("Jane Doe", "", "")]),
        ("By JANE DOE, Associated Press", [("JANE DOE", "", "Associated Press")]),
        (
            "By Jane Doe, John Roe and Ann Poe",
            [("Jane Doe", "", ""), ("John Roe", "", ""), ("Ann Poe", "", "")],
        ),
        ("By Jane Doe, Political Editor", [("Jane Doe", "", "Political Editor")]),
        ("By JANE DOE | AP", [("JANE DOE", "", "AP")]),
        ("By Jane Doe in Moscow", [("Jane Doe", "", "")]),
        ("By Jane Doe @janedoe", [("Jane Doe", "", "")]),
        ("By Reuters", [("Reuters", "", "")]),
        ("By Ludwig van Berg", [("Ludwig van Berg", "", "")]),
        ("By Saad al-Hariri", [("Saad al-Hariri", "", "")]),
        (
            "by Ann Roe (reporting) and Bo Poe (photography)",
            [("Ann Roe", "reporting", ""), ("Bo Poe", "photographs", "")],
        ),
        (
            "Words by Jane Doe; photographs by John Roe",
            [("Jane Doe", "", ""), ("John Roe", "photographs", "")],
        ),
        ("By The Port Watch•15 January 2020", [("The Port Watch", "", "")]),
        ("By STEVEN ROE JULY 29, 2016", [("STEVEN ROE", "", "")]),
        (
            "Von Anna Müller und Karl-Heinz Groß, Berlin",
            [("Anna Müller", "", ""), ("Karl-Heinz Groß", "", "Berlin")],
        ),
        ("Text: Anna Müller. Fotos: Karl Groß", [("Anna Müller", "", ""), ("Karl Groß", "photographs", "")]),
        ("Par Jean Dupont et Marie Roche", [("Jean Dupont", "", ""), ("Marie Roche", "", "")]),
        ("Por María José García", [("María José García", "", "")]),
        ("Текст: Иван Петров", [("Иван Петров", "", "")]),
        ("كتب: محمد علي", [("محمد علي", "", "")]),
        ("作者：王小明", [("王小明", "", "")]),
        ("[责任编辑:王小明]", [("王小明", "editing", "")]),
    ],
)
def test_a_byline_names_people_and_what_they_did(line, read):
    assert credits(line) == read


@pytest.mark.parametrize(
    "line",
    [
        "",
        "By the time they left, it rained.",
        "By clicking Submit, you agree",
        "By Grand Station I Sat",
        "By hand",
        "Von Trapp",
        "Di Maio wins",
        "Por ahora no",
        "By Jane Doe. She writes from Beira every week",
        "By The Port Watch | Source: Harbour Office of Sofala, 2024 figures",
        "كتب محمد علي الرسالة",
        "Jane Doe",
    ],
)
def test_any_other_line_is_no_byline(line):
    assert credits(line) == []


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Saturday, April 4, 2009", (2009, 4, 4)),
        ("24 July 2015", (2015, 7, 24)),
        ("Published Thursday 27 July 2017 Published Thu 27 Jul 2017", (2017, 7, 27)),
        ("16 November 2017 • 2:15pm", (2017, 11, 16)),
        ("08.04.2015 12:46", (2015, 4, 8)),
        ("2/26/2015 7:11 AM PST", (2015, 2, 26)),
        ("2017-03-10 09:58", (2017, 3, 10)),
        ("【2021年9月16日讯】", (2021, 9, 16)),
        ("Veröffentlicht am 3. Mai 2019 um 12:30 Uhr", (2019, 5, 3)),
        ("Publié le 3 mai 2019 à 12h30", (2019, 5, 3)),
        ("6 июня 2023, 12:30", (2023, 6, 6)),
        ("نشر في 3 مايو 2020", (2020, 5, 3)),
    ],
)
def test_a_line_that_is_nothing_but_a_day_gives_the_day(line, day):
    assert read_date_line(line).date == datetime.date(*day)


@pytest.mark.parametrize(
    "line", ["May 3 was cold", "In May 2019", "May 2019", "1984", "", "Section 3, May 4, 2019, page 7"]
)
def test_a_line_that_says_more_is_not_a_day(line):
    assert read_date_line(line) is None


def test_figures_that_can_be_two_days_are_none():
    assert read_date_line("05/11/04").date is None
    assert read_date_line("05/11/2004").date is None


def test_an_impossible_day_is_no_date():
    assert read_date_line("31.02.2020").date is None


def test_a_day_printed_behind_a_name_is_known():
    assert printed_day("By STEVEN ROE JULY 29, 2016").date == datetime.date(2016, 7, 29)
    assert printed_day("By STEVEN ROE") is None
