"""A raw article becomes the parts of a story; what it does not say stays empty."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text import decode, read_article
from articles.text.head import kicker_of
from tests.text_data import SHARED, needs_shared, own

PROSE = (
    "The port opened again on Friday, nine days after a barge sank across its only channel, officials said."
)
GRAMMAR = set(
    "p h2 h3 blockquote footer ul ol li table caption tr th td strong em a br sub sup cite div aside".split()
)


def test_a_filed_text_is_read_whole():
    article = read_article(own("harbour.txt"))
    assert article.headline == "Sofala: As the wreck is raised, it’s the Port’s Turn to Pay for the Channel"
    assert article.dateline.place == "BEIRA"
    assert (article.dateline.printed_date, article.dateline.agency, article.byline, article.deck) == (
        None,
        None,
        [],
        "",
    )
    assert [block.kind for block in article.blocks] == ["p", "p", "p", "p", "advert", "p", "p"]
    assert article.blocks[0].text.startswith("The spokeswoman of the harbour authority")
    assert "from Nova Sofala and from Chiloane,” said Sitoe" in article.blocks[1].text
    assert "matters too,” said Sitoe" in article.blocks[3].text
    assert article.insertions == ["(between the city and the port – ed.)"]
    assert "newsletter" not in article.body_html.lower()
    assert [line.reason for line in article.removed] == ["newsletter box", "newsletter box"]


@needs_shared
def test_the_founding_article_is_read_whole():
    article = read_article(decode((SHARED / "founding" / "000_5c4f401af33235dc.txt").read_bytes()))
    assert article.headline == (
        "Russia: Amidst an eroding situation, it’s Turkey’s Job to Guarantee Idlib Ceasefire"
    )
    assert article.kicker == "Russia"
    assert (article.dateline.place, article.dateline.printed_date, article.dateline.agency) == (
        "MOSCOW",
        None,
        None,
    )
    assert [block.kind for block in article.blocks] == ["p"] * 6 + ["advert"] + ["p"] * 4
    assert article.blocks[0].text.startswith("Press secretary of the President")
    assert article.blocks[0].text.endswith("made yesterday, May 31st.")
    assert article.blocks[-1].text.endswith("the group “Jaysh al-Izz” and others.")
    assert "including Hamimim and from Idlib,” said Peskov" in article.blocks[1].text
    assert article.insertions == ["(between Russia and Turkey – ed.)"]
    assert "newsletter" not in article.body_html.lower()
    assert "\u00a0" not in article.body_html


def test_a_wrapped_agency_text_is_read_whole():
    article = read_article(own("wrapped.txt"))
    assert article.headline == "Harbour reopens after nine days as divers clear the last of the wreck"
    assert [(credit.name, credit.affiliation) for credit in article.byline] == [
        ("JANE MAREK", "Associated Coast Press"),
        ("TOM OKELLO", "Associated Coast Press"),
    ]
    assert (article.dateline.place, article.dateline.date_text, article.dateline.agency) == (
        "BEIRA, Mozambique",
        "May 3",
        "ACP",
    )
    assert [block.kind for block in article.blocks] == [
        "p",
        "p",
        "p",
        "advert",
        "h2",
        "p",
        "blockquote",
        "ul",
    ]
    assert article.blocks[1].text == (
        "“We had four divers and one good tide,” said the harbour mas-ter, Ana Sitoe, 44. “It was enough.”"
    )
    assert any("mas-ter" in warning for warning in article.warnings)


@pytest.mark.parametrize(
    ("headline", "kicker"),
    [
        ("Russia: Amidst an eroding situation, it’s Turkey’s job", "Russia"),
        ("Zimbabwe coup: Army takes the capital", "Zimbabwe coup"),
        ("Opinion: The port belongs to all", "Opinion"),
        ("Анализ: Порт открыт", "Анализ"),
        ("تحليل: الميناء مفتوح", "تحليل"),
        ("Profile | The harbour master", "Profile"),
        ("London: Fog closes the river", "London"),
        ("Peskov: we will wait", ""),
        ("Obama: Gun laws my biggest frustration", ""),
        ("Iran: We will not talk", ""),
        ("Iran: “Not now”", ""),
        ("Alcohol use disorder: A step toward better treatment?", ""),
        ("BDSM as business: An interview", ""),
        ("Two killed at 10:30 in Paris", ""),
        ("Rivers rise", ""),
        ("Russia:", ""),
    ],
)
def test_a_kicker_is_a_label_or_a_well_known_place_and_nobody_who_speaks(headline, kicker):
    assert kicker_of(headline) == kicker


def test_a_label_on_its_own_line_above_the_headline_is_the_kicker():
    article = read_article(f"ANALYSIS\n\nRivers rise again\n\n{PROSE}\n\n{PROSE}")
    assert (article.kicker, article.headline, len(article.blocks)) == ("ANALYSIS", "Rivers rise again", 2)


@pytest.mark.parametrize("label", ["", "EXCLUSIVE\n\n", "Exclusive\n"])
@pytest.mark.parametrize("below", ["By Jane Doe\n\n", "BEIRA, Mozambique (AP) — "])
def test_a_headline_may_have_its_deck_right_under_it(label, below):
    article = read_article(
        f"{label}Minister resigns over ferry\nOpposition calls for an inquiry\n\n{below}{PROSE}"
    )
    assert (article.headline, article.deck) == (
        "Minister resigns over ferry",
        "Opposition calls for an inquiry",
    )
    assert article.kicker == label.strip()
    assert [block.text for block in article.blocks] == [PROSE]


def test_two_lines_without_anything_of_a_head_below_them_stay_text():
    article = read_article(f"Rivers rise\nTowns wait\n\n{PROSE}\n\n{PROSE}")
    assert article.headline == ""


def test_who_is_named_over_and_under_a_text_is_named_once():
    below = "(Reporting by Jane Doe and Ann Lee; Editing by Bob Roe; Photographs by Jane Doe)"
    article = read_article(f"Rivers rise\n\nBy Jane Doe\n\n{PROSE}\n\n{PROSE}\n\n{below}")
    assert [(credit.name, credit.role) for credit in article.byline] == [
        *(("Jane Doe", ""), ("Ann Lee", "reporting"), ("Bob Roe", "editing"), ("Jane Doe", "photographs"))
    ]


def test_a_text_that_begins_with_text_has_no_headline_and_says_so():
    article = read_article(f"{PROSE}\n\n{PROSE}")
    assert article.headline == ""
    assert len(article.blocks) == 2
    assert article.warnings[0].startswith("No headline was found")


def test_a_deck_is_known_only_by_what_stands_below_it():
    with_deck = read_article(
        f"Rivers rise\n\nThree towns wait for boats.\n\nBy Jane Doe\n\n{PROSE}\n\n{PROSE}"
    )
    without = read_article(f"Rivers rise\n\nThree towns wait for boats.\n\n{PROSE}\n\n{PROSE}")
    before_dateline = read_article(f"Rivers rise\n\nThree towns wait for boats.\n\nLISBON — {PROSE}")
    assert with_deck.deck == before_dateline.deck == "Three towns wait for boats."
    assert (without.deck, without.blocks[0].text) == ("", "Three towns wait for boats.")


def test_a_day_set_apart_is_the_day_it_was_published():
    article = read_article(f"Rivers rise\n\nSaturday, April 4, 2009\n\n{PROSE}\n\n{PROSE}")
    assert str(article.published_on) == "2009-04-04"
    assert article.removed[0].line == "Saturday, April 4, 2009"


def test_the_days_of_a_chronicle_are_not_the_day_it_was_published():
    article = read_article(f"Nine days\n\n{PROSE}\n\nMay 1, 2024\n\n{PROSE}\n\nMay 2, 2024\n\n{PROSE}")
    assert article.published_on is None
    assert "May 1, 2024" in [block.text for block in article.blocks]


def test_a_day_that_can_be_two_is_asked_for():
    article = read_article(f"Rivers rise\n\n05/11/2004\n\n{PROSE}\n\n{PROSE}")
    assert article.published_on is None
    assert any("05/11/2004" in warning for warning in article.warnings)


def test_a_dateline_below_the_caption_of_a_picture_is_one():
    caption = "Divers at work below the old customs house in the harbour on Friday morning. Image: Ana Reyes."
    article = read_article(f"Rivers rise\n\n{caption}\n\nLISBON — {PROSE}")
    assert article.dateline.place == "LISBON"
    assert [block.text for block in article.blocks] == [caption, PROSE]
    assert read_article(f"Rivers rise\n\n{PROSE}\n\n{PROSE}\n\nLISBON — {PROSE}").dateline is None


def test_a_dateline_on_a_line_of_its_own_is_one():
    article = read_article(f"Rivers rise\n\nLISBON, Portugal, May 3 (ACP)\n\n{PROSE}\n\n{PROSE}")
    assert (article.dateline.place, article.dateline.agency) == ("LISBON, Portugal", "ACP")
    assert len(article.blocks) == 2


def test_a_byline_below_the_text_counts():
    article = read_article(f"Rivers rise\n\n{PROSE}\n\n{PROSE}\n\nТекст: Иван Петров\n\nФото: Анна Роэ")
    assert [(credit.name, credit.role) for credit in article.byline] == [
        ("Анна Роэ", "photographs"),
        ("Иван Петров", ""),
    ]


def test_what_is_not_said_is_asked_for_and_not_guessed():
    article = read_article(f"Rivers rise\n\n{PROSE}")
    assert (article.byline, article.dateline, article.published_on, article.section) == ([], None, None, "")
    assert [warning.split(" ")[:2] for warning in article.warnings] == [
        ["No", "byline"],
        ["No", "day"],
        ["The", "section"],
        ["The", "language"],
    ]


def test_the_desk_knows_the_language_best_then_the_page_then_the_letters():
    page = '<html lang="fr"><body><p>Порт открылся снова, сообщили власти.</p>'
    assert read_article(page, language="de").language == "de"
    assert read_article(page).language == "fr"
    assert read_article("Порт открылся снова, сообщили власти.").language == "ru"


def test_an_empty_text_says_so():
    for raw in ("", " \n\n ", "<p></p>"):
        article = read_article(raw)
        assert (article.headline, article.blocks, article.body_html) == ("", [], "")
        assert "No text was found." in article.warnings


def test_names_and_figures_come_through_untouched():
    line = "Ms. O’Neill-Ünal (NARR <NARR>) paid $1,400.50, 3 × 8.5 m, 10\u00a0000 €, 50% & 1/3 on 3-5 May at 14:30 h."
    assert read_article(f"Rivers rise\n\n{line}").blocks[0].text == line


@pytest.mark.parametrize(
    ("pasted", "body"),
    [
        ("<p>LISBON  \n —  The   port &amp; all of it.</p>", "<p>The port &amp; all of it.</p>"),
        ("<p><b>LISBON</b> (ACP) — <i>The port</i> of it.</p>", "<p><em>The port</em> of it.</p>"),
        ("<p><em>LISBON — The port</em> of it.</p>", "<p><em>The port</em> of it.</p>"),
        ("<p>LISBON&nbsp;— <b>The</b> port of it.</p>", "<p><strong>The</strong> port of it.</p>"),
        ("<p><b>LISBON —</b><br>The port of it.</p>", "<p>The port of it.</p>"),
    ],
)
def test_a_dateline_leaves_the_tags_around_the_text_whole(pasted, body):
    article = read_article(pasted)
    assert (article.dateline.place, article.body_html) == ("LISBON", body)


@settings(deadline=None)
@given(st.text(max_size=400), st.sampled_from([True, False, None]))
def test_any_text_at_all_is_read_into_the_grammar(raw, is_html):
    body = read_article(raw, is_html=is_html).body_html
    assert {tag.strip("/") for tag in re.findall(r"<(/?[a-z0-9]+)", body)} <= GRAMMAR


TAGS = "p b ul li table tr td blockquote br div h1 svg aside footer math script o:p".split()
PIECES = [f"<{slash}{tag}>" for tag in TAGS for slash in ("", "/")] + [
    "<a href='http://a.b'>",
    "<p class=MsoListParagraph>· ",
    "text. ",
    "Share",
    "&lt;",
    "<li",
    "'\">",
    "MOSCOW — ",
    "By Jane Doe",
    "Advertisement",
    "\n",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_broken_html_is_read_into_the_grammar_and_its_tags_close(raw):
    body = read_article(raw, is_html=True).body_html
    open_tags = []
    for closing, tag in re.findall(r"<(/?)([a-z0-9]+)", body):
        assert tag in GRAMMAR
        if closing:
            assert open_tags.pop() == tag
        elif tag != "br":
            open_tags.append(tag)
    assert open_tags == []
