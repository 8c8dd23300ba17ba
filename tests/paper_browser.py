"""The paper that browser tests read: a story with all that a story can have, and one page of every kind."""

from dataclasses import dataclass
from time import monotonic

import pytest
from playwright.sync_api import Page

from articles import workflow
from articles.models import Series
from tests.factories import Staff, make_dateline, make_section

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
# Each width once and each scheme of colours once.
LOOKS = pytest.mark.parametrize(
    ("viewport", "scheme"), [(PHONE, "dark"), (DESK, "light")], ids=["phone-dark", "desk-light"]
)
# For `add_init_script`: a browser whose rules have the clocks of Kolkata an hour and a half from where they are.
OTHER_RULES = """const Own = Intl.DateTimeFormat;
Intl.DateTimeFormat = function (language, how = {}) {
  return new Own(language, how.timeZone === "Asia/Kolkata" ? { ...how, timeZone: "Asia/Dubai" } : how);
};"""
PICTURE = {
    "url": "/static/demo/flood.svg",
    "width": 1500,
    "height": 1000,
    "alt": "A man poles a flat boat past roofs on still water.",
    "caption": "Beira, on Saturday before six.",
    "credit": "Rui Tembe",
}
WORDS = "The wall did what it was built to do, and the water came in by the other door. " * 4
BODY = f"""
<p>{WORDS}</p>
<aside data-node="pullquote" data-cite="Ana Reyes, engineer"><p>We were so proud of the front door.</p></aside>
<h2>A city that looked at the sea</h2><p>{WORDS}</p><blockquote><p>Rain, and then more of it.</p></blockquote>
<aside data-node="factbox" data-title="The wall" data-source="Harbour office">
<dl><dt>Length</dt><dd>11.2 km</dd></dl></aside>
<p>{WORDS}</p><ol><li>The road.</li><li>The railway.</li></ol><ul><li>The wall.</li></ul><p>{WORDS}</p>
<aside data-node="note"><p>Some people asked us not to say where they are.</p></aside><div data-node="advert"></div>
<h3>What the gauges would have said</h3><p>{WORDS}</p>
<table><caption>Hours of warning</caption><thead><tr><th scope="col">Gauge</th><th scope="col">Hours</th></tr></thead>
<tbody><tr><th scope="row">Goonda</th><td>13.8</td></tr></tbody></table>
<div data-node="embed" data-url="https://vimeo.com/76979871" data-title="The crest passes the bridge"></div>
<p>{WORDS}</p><p>{WORDS}</p><p>The very last words stand here.</p>
"""
ARABIC = {
    "headline": "في الرستاق يُقسَّم ماء الفلج بظلّ عصا",
    "deck": "ألف سنة من الريّ بلا عدّاد.",
    "kicker": "المياه",
    "language": "ar",
    "body": "<p>كان الماء يُقسَّم بالظلّ.</p><h2>العدّاد</h2><p>ثم جاء العدّاد، فأخطأ بثلاث دقائق.</p>",
}
HEADLINES = {
    "hi": "बाढ़ की दीवार टिकी रही, और नदी दूसरे दरवाज़े से भीतर आ गई",
    "zh": "海堤挺住了，河水却从另一扇门涌了进来，四十万人发现防线朝错了方向",
    "ru": "Дамба выстояла, но река вошла через другую дверь",
    "de": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "en": "Quorum",
}


@dataclass(frozen=True)
class Paper:
    """Addresses: of the stories that tests name, and of one page of every kind."""

    story: str
    arabic: str
    gone: str
    pages: tuple[str, ...]


def comes_true(page: Page, script: str, arg: object = None, seconds: float = 30) -> None:
    """Wait for what a script promises. Playwright's own wait_for_function takes the promise itself for a yes."""
    until = monotonic() + seconds
    while not page.evaluate(script, arg):
        assert monotonic() < until, f"It did not come true in {seconds} s: {script}"
        page.wait_for_timeout(50)


def publish(staff: Staff) -> Paper:
    """A small paper, all of it live, with a correction and a story that was withdrawn."""
    series = Series.objects.create(title="The Other Door", slug="the-other-door")
    place = make_dateline(latitude=-19.83, longitude=34.84)
    story = staff.published(
        headline="The sea wall held. The river came in by the other door",
        slug="sea-wall",
        kicker="Floods",
        deck="Ten years of concrete kept the ocean out of Beira.",
        body=BODY,
        tags=["Rivers", "Floods"],
        authors=["Ana Reyes", "Rui Tembe"],
        urgency=1,
        dateline=place,
        series=series,
        lead_picture=PICTURE,
        at=None,
    )
    staff.rewritten(story, body=BODY.replace("11.2", "11.3"))
    workflow.correct(story, by=staff.publisher, kind="correction", note="The wall is 11.3 kilometres long.")
    staff.published(headline="Two engineers and a report nobody opened", series=series, lead_picture=PICTURE)
    arabic = staff.published(slug="rustaq", section=make_section("Climate"), **ARABIC)
    for language, headline in HEADLINES.items():
        staff.published(headline=headline, language=language, slug=f"headline-{language}", deck="")
    killed = staff.published(headline="It was not so", slug="not-so")
    gone = killed.editions.get().path
    workflow.kill(killed, by=staff.publisher, notice="We could not stand by it.")
    path = story.editions.order_by("number").last().path
    year, month, day = path.strip("/").split("/")[:3]
    return Paper(
        story=path,
        arabic=arabic.editions.get().path,
        gone=gone,
        pages=(
            "/",
            path,
            arabic.editions.get().path,
            *(f"{path.removesuffix('sea-wall/')}headline-{language}/" for language in HEADLINES),
            gone,
            "/world/",
            "/topics/",
            "/topics/rivers/",
            "/by/ana-reyes/",
            "/from/",
            place.get_absolute_url(),
            series.get_absolute_url(),
            f"/{year}/",
            f"/{year}/{month}/",
            f"/{year}/{month}/{day}/",
            "/search/?q=wall",
            "/search/?q=nothing-has-this",
            "/corrections/",
            "/newsletter/",
            "/newsletter/asked/",
            "/saved/",
            "/settings/",
            "/offline/",
            "/nowhere/",
        ),
    )
