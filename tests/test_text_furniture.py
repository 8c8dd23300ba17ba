"""What a page prints around an article goes, with the reason; the article stays."""

import re
from collections import Counter

import pytest

from articles.text import furniture, page, plain, read_article
from articles.text.encoding import normalise
from tests.text_data import SHARED, needs_shared, own

PROSE = (
    "The port opened again on Friday, nine days after a barge sank across its only channel, officials said."
)


def read(*lines):
    kept, removed = furniture.remove(plain.blocks_of("\n\n".join(lines)))
    return [block.text or block.kind for block in kept], [(line.line, line.reason) for line in removed]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Subscribe to our newsletter", "newsletter box"),
        ("Get the day’s news delivered directly to your inbox.", "newsletter box"),
        ("Share on Facebook", "share line"),
        ("SHARE THIS STORY", "share line"),
        ("Read more: Rain closes the northern road", "link to other stories"),
        ("READ ALSO | Rain closes the northern road", "link to other stories"),
        ("Lesen Sie auch: Regen sperrt die Straße", "link to other stories"),
        ("Читайте также: Дождь закрыл дорогу", "link to other stories"),
        ("اقرأ أيضا: المطر يغلق الطريق", "link to other stories"),
        ("相关阅读：大雨封路", "link to other stories"),
        ("Share this article on Facebook", "share line"),
        ("941 comments", "comment line"),
        ("View comments 12", "comment line"),
        ("We use cookies to improve your experience on our site.", "cookie notice"),
        ("© 2024 The Coast. All rights reserved.", "copyright or legal line"),
    ],
)
def test_furniture_goes_from_the_midst_of_a_text_and_is_named(line, reason):
    kept, removed = read(PROSE, line, PROSE)
    assert kept == [PROSE, PROSE]
    assert removed == [(line, reason)]


@pytest.mark.parametrize(
    "line",
    [
        "“We use cookies to improve nothing,” said the minister, who had been asked about them.",
        "She said that readers should read more: books, papers, letters and the backs of boxes.",
        "He will share this story with nobody until the court has spoken, his lawyer said on Friday.",
        "Home",
        "Jobs",
        "Terms",
        "Newsletters and the people who write them have a hard year behind them, a study found.",
        "The advertisement had run for nine weeks.",
        "Anzeige erstattet",
        "Comment is free, he said, but facts are on expenses.",
        "The court forbade the use of cookies without consent, and fined the harbour’s owner on Friday.",
        "Das Gericht hat die Verwendung von Cookies ohne Einwilligung am Freitag für unzulässig erklärt.",
        "La autoridad multó al dueño del puerto por el uso de cookies sin permiso de los viajeros.",
        "警方说，三名男子未经授权进入港口仓库，并拿走了两台机器，案件仍在调查之中。",
        "She would sign nothing that says all rights reserved, the singer told the crowd on Friday.",
    ],
)
def test_what_may_be_the_articles_own_stays(line):
    kept, removed = read(PROSE, line, PROSE)
    assert (kept, removed) == ([PROSE, line, PROSE], [])


def test_a_report_on_cookies_keeps_its_last_paragraph_and_a_notice_below_a_text_goes():
    report = "The port’s page uses cookies, and its use of cookies has never been looked into, she said."
    notice = "© 2024 The Coast. All rights reserved. No use of cookies is made that you do not agree to."
    assert read(PROSE, report) == ([PROSE, report], [])
    assert read(PROSE, notice) == ([PROSE], [(notice, "copyright or legal line")])


def test_a_weak_word_goes_where_furniture_stands_around_it():
    kept, removed = read("Home", PROSE, "Share", "Terms", PROSE, "Jobs")
    assert kept == [PROSE, PROSE]
    assert [line for line, _ in removed] == ["Home", "Share", "Terms", "Jobs"]


@pytest.mark.parametrize(
    "line",
    [
        "- Advertisement -",
        "ADVERTISEMENT - CONTINUE READING BELOW",
        "Anzeige",
        "Publicité",
        "Реклама",
        "إعلان",
        "广告",
        "פרסומת",
    ],
)
def test_an_advertisement_line_inside_the_text_is_a_break_in_its_place(line):
    assert [block.kind for block in read_article(f"{PROSE}\n\n{line}\n\n{PROSE}").blocks] == [
        "p",
        "advert",
        "p",
    ]


def test_advertisement_lines_at_an_edge_or_doubled_are_dropped_and_named():
    article = read_article(
        f"Advertisement\n\n{PROSE}\n\nAdvertisement\n\nAnzeige\n\n{PROSE}\n\nAdvertisement"
    )
    assert [block.kind for block in article.blocks] == ["p", "advert", "p"]
    assert [line.line for line in article.removed] == ["Advertisement", "Anzeige", "Advertisement"]


def test_the_headlines_below_related_go_with_it_and_the_text_after_them_stays():
    kept, removed = read(
        PROSE, "Related", "Rain closes the northern road\nMarket women vote", PROSE, "Costs", PROSE
    )
    assert kept == [PROSE, PROSE, "Costs", PROSE]
    assert len(removed) == 3


def test_a_word_with_a_full_stop_ends_a_sentence_and_is_no_menu():
    kept, removed = read("His turn would be", "next.", PROSE, "Share", PROSE)
    assert kept == ["His turn would be", "next.", PROSE, PROSE]
    assert [line for line, _ in removed] == ["Share"]


def test_an_unknown_line_inside_a_newsletter_box_goes_with_the_box():
    kept, removed = read(
        PROSE, "Subscribe to our newsletter\nThe best of the coast, on Fridays.\nSign up", PROSE
    )
    assert kept == [PROSE, PROSE]
    assert len(removed) == 3


def test_a_newsletter_heading_takes_no_paragraph_with_it():
    kept, _ = read(PROSE, "Newsletter", PROSE, PROSE)
    assert kept == [PROSE, PROSE, PROSE]


def test_a_picture_credit_stays_and_the_editor_is_told():
    article = read_article(f"{PROSE}\n\nPhoto: Jane Doe / ACP\n\n{PROSE}")
    assert "Photo: Jane Doe / ACP" in [block.text for block in article.blocks]
    assert any("Photo: Jane Doe / ACP" in warning for warning in article.warnings)


def test_of_a_whole_page_the_article_is_found_and_all_of_it():
    article = read_article(own("page.txt"))
    assert article.headline == "Divers clear the harbour of Beira after nine days"
    assert article.deck == "A barge blocked the only deep channel since April 24."
    assert [credit.name for credit in article.byline] == ["Jane Marek"]
    assert str(article.published_on) == "2024-05-04"
    assert [block.kind for block in article.blocks] == ["p", "p", "advert", "p", "h2", "p", "p"]
    assert article.blocks[-1].text == "It was quiet again."
    assert any("whole web page" in warning for warning in article.warnings)


def test_an_ordinary_text_is_not_taken_for_a_page():
    lines = [f"Line {number}" for number in range(30)]
    blocks = plain.blocks_of("\n".join([*lines, PROSE]))
    assert page.trim(blocks) == (blocks, [])


# What the labels call text although a reader would not: menu words that happen to stand in the text too, and the
# mark with which a page takes up again after an advertisement.
MISLABELLED = {"Biz & IT", "Biz & IT —", "List", "Continue reading the main story"}


def _measured(path):
    """How many lines of text there are and were lost, and how many of furniture and were left, in a labelled page."""
    rows = [line.split("\t", 1) for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
    blocks, cut = page.trim(plain.blocks_of(normalise(_page_of(path))))
    kept, taken = furniture.remove(blocks)
    gone = Counter(
        " ".join(line.split())
        for piece in [
            *(one.line for one in [*cut, *taken]),
            *(block.line for block in kept if block.kind == "advert"),
        ]
        for line in piece.split("\n")
    )
    counts = Counter()
    for label, line in ((label, " ".join(line.split())) for label, line in rows):
        was_removed = gone[line] > 0
        gone[line] -= was_removed
        if label == "keep" and line not in MISLABELLED:
            counts.update(text=1, lost=was_removed)
        elif label == "drop":
            counts.update(furniture=1, left=not was_removed)
    return counts


def _page_of(labels):
    return labels.with_name(labels.name.replace(".labels.tsv", ".txt")).read_text(encoding="utf-8")


@needs_shared
@pytest.mark.parametrize(
    ("name", "recall"),
    [
        ("aktualne", 0.65), ("ars-1", 0.8), ("bbc-1", 0.95), ("gmw", 0.93), ("guardian-1", 0.92), ("heise", 0.97),
        ("la-nacion", 0.95), ("medicalnewstoday", 0.88), ("nytimes-2", 0.96), ("nytimes-4", 0.88), ("telegraph", 0.92),
        ("tmz-1", 0.96),
    ],
)  # fmt: skip
def test_no_line_of_text_is_lost_from_a_pasted_page_and_most_furniture_goes(name, recall):
    counts = _measured(SHARED / "paste" / "pages" / f"{name}.labels.tsv")
    assert counts["text"] > 5
    assert counts["lost"] == 0
    assert 1 - counts["left"] / counts["furniture"] >= recall


@needs_shared
def test_of_all_furniture_in_the_pasted_pages_nine_lines_in_ten_go():
    total = sum((_measured(path) for path in (SHARED / "paste" / "pages").glob("*.labels.tsv")), Counter())
    assert 1 - total["left"] / total["furniture"] >= 0.91


@needs_shared
@pytest.mark.parametrize(
    "path",
    sorted((SHARED / "articles").rglob("*.txt")) if SHARED.is_dir() else [],
    ids=lambda path: path.name,
)
def test_nothing_is_lost_from_clean_articles(path):
    text = path.read_text(encoding="utf-8").rpartition("\n---\n")[2]
    article = read_article(text)
    told = [
        article.headline,
        article.deck,
        article.kicker,
        str(article.dateline),
        *(one.line for one in article.removed),
    ]
    told += [f"{credit.name} {credit.affiliation}" for credit in article.byline] + [
        block.text for block in article.blocks
    ]
    missing = _words(normalise(text)) - _words(" ".join(told))
    # A scanned column breaks words; one that stands whole elsewhere is put together again.
    assert sum(missing.values()) <= 2


def _words(text):
    return Counter(re.findall(r"\w+", text))
