"""What every page of the paper is given, without a database: everything that it can show, and next to nothing."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from articles import worldmap
from articles.differences import Passage, within
from articles.history import AsItStood, Comparison, History, Line, Opened, Step
from articles.models import Author, Correction, Dateline, Edition, Section, Series, Tag
from articles.places import Atlas, Country, mark_of

NOW = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
LONG = "The committee on why committees report so late has reported, eleven years late, and asks for more"
BODY = (
    '<p><span class="dateline">Beira</span> The water came before dawn.</p><h2>A city</h2><p>It looked.</p>'
)

PICTURE = {
    "url": "/static/demo/flood.svg",
    "width": 1500,
    "height": 1000,
    "alt": "Roofs on still water.",
    "caption": "Beira, on Saturday before six.",
    "credit": "Rui Tembe",
}

world = Section(pk=1, name="World", slug="world", description="What happened, and where.")
africa = Section(pk=2, name="Africa", slug="africa", parent=world)
world.parts, africa.parts = [africa], []
culture = Section(pk=3, name="Culture", slug="culture")
culture.parts = []
beira = Dateline(
    pk=1,
    place="Beira",
    full_place="Beira, Mozambique",
    slug="beira",
    latitude=-19.8,
    longitude=34.8,
    time_zone="Africa/Maputo",
)
nowhere = Dateline(pk=2, place="At sea", slug="at-sea")
beira.count, nowhere.count = 1_400, 1
door = Series(pk=1, title="The Other Door", slug="the-other-door", description="Money, and a wall.")
ana = Author(
    pk=1,
    name="Ana Reyes",
    slug="ana-reyes",
    bio="Knows rivers.\n\nAnd ports.",
    links="https://example.org/@ana",
)
site = {
    "name": "The Meridian",
    "url": "https://meridian.example",
    "tagline": "The news, and where it happened",
    "place": "Greenwich",
    "language": "en",
    "time_zone": "UTC",
}
HOUSE = {"site": site, "sections": [world, culture], "today": NOW}
BARE_HOUSE = {"site": {"name": "The Meridian", "url": "http://127.0.0.1:8000"}, "sections": [], "today": NOW}


def edition(number: int, **fields) -> Edition:
    """An edition that lacks nothing, with the section, series and dateline that its page is given."""
    fields = {
        "headline": f"Dam bursts above town {number}",
        "deck": "The river came in by the other door.",
        "kicker": "Floods",
        "section": africa,
        "series": door,
        "dateline": beira,
        "dateline_text": "Beira, Mozambique",
        "bylines": [
            {"name": "Ana Reyes", "slug": "ana-reyes", "role": "", "credit": ""},
            {"name": "Rui Tembe", "slug": "rui-tembe", "role": "photographs", "credit": ""},
        ],
        "tags": [{"name": "Rivers", "slug": "rivers"}],
        "corrections": [
            {"kind": kind, "note": "It is 11.2 kilometres.", "at": NOW.isoformat()}
            for kind in ("correction", "update", "retraction")
        ],
        "lead_picture": PICTURE,
        "source": "Agency",
        "canonical_url": "https://agency.example/dam/",
        "number": 2,
        "live_from": NOW,
    } | fields
    first = NOW - timedelta(hours=number * 9)
    ordinal = fields.pop("ordinal", 3)
    facts = {"slug": f"dam-{number}", "language": "en", "urgency": 5, "words": 900, "body": BODY}
    made = Edition(
        pk=number,
        story_id=number,
        path=f"/2026/11/22/dam-{number}/",
        first_published_at=first,
        **facts | fields,
    )
    made.ordinal, made.no_history, made.barred = ordinal, False, None
    return made


def listed(number: int, **fields) -> Edition:
    """An edition as lists get it (`for_cards`): with its section, and with no other row at hand."""
    made = edition(number, **fields)
    for relation in ("series", "dateline"):
        made._state.fields_cache.pop(relation)
    return made


def bare_edition(number: int, **fields) -> Edition:
    """A headline, a section and a line of text."""
    first = NOW - timedelta(hours=number)
    facts = {
        "headline": "Rain",
        "language": "en",
        "words": 2,
        "body": "<p>It rained.</p>",
        "section": culture,
    }
    path = f"/2026/11/22/rain-{number}/"
    made = Edition(
        pk=number, story_id=number, path=path, first_published_at=first, live_from=first, **facts | fields
    )
    made.barred = None
    return made


def page(editions: list, number: int = 1, **urls) -> SimpleNamespace:
    return SimpleNamespace(
        **{"editions": editions, "number": number, "next_url": None, "previous_url": None} | urls
    )


def correction(number: int, kind: str, live: Edition | None) -> Correction:
    told = Correction(pk=number, kind=kind, note="It is 11.2 kilometres.", at=NOW - timedelta(days=number))
    told.live = live
    return told


FULL = [
    listed(1),
    listed(2, headline=LONG),
    listed(3, headline="خبر", language="ar"),
    *map(listed, range(4, 12)),
]
MANY = page(FULL, 2, previous_url="/list/", next_url="/list/?page=3")
FIRST = page(FULL)
FEW = page([bare_edition(1)])
DAY = date(2026, 11, 21)
WEEK = [
    {"date": DAY + timedelta(n), "in_month": n < 6, "count": n * 9, "url": "/2026/11/21/"} for n in range(7)
]
MONTHS = [
    {"date": date(2026, month, 1), "url": f"/2026/{month:02}/", "count": month, "weeks": [WEEK]}
    for month in (10, 11)
]
FRONT = {
    "lead": FULL[0],
    "secondary": FULL[1:4],
    "also": FULL[4:8],
    "river": [(world, FULL[8:])],
    "newest": FULL[:7],
    "updated_at": NOW,
}
PLACES = [{"name": "Beira", "url": "/from/beira/", "count": 4}, {"name": "Lima", "url": "/from/lima/"}]

PIECES = within("The wall is 12.1 kilometres long", "The wall is 11.2 kilometres long")
TOLD = [{"kind": "correction", "label": "Correction", "text": "It is 11.2 kilometres.", "at": NOW}]
EDITIONS = [edition(number, headline="خبر", language="ar", ordinal=13 - number) for number in range(1, 5)]
HISTORY = History(
    EDITIONS[0],
    page(EDITIONS, 2, previous_url="/history/"),
    [
        Step(
            EDITIONS[0], EDITIONS[1], TOLD, [Line("Headline", PIECES)], [Passage(unchanged=1)], is_minor=False
        ),
        Step(EDITIONS[1], EDITIONS[2], [], [], [Passage(unchanged=2), Passage(PIECES)], is_minor=True),
        Step(EDITIONS[2], EDITIONS[3], [], [], [], is_minor=True),
        Step(EDITIONS[3], None, [], [], [], is_minor=False),
    ],
)
CHOICES = [Opened(ordinal, ordinal, NOW - timedelta(days=13 - ordinal)) for ordinal in range(1, 13)]
MOVED = [Passage(within("", "It held."), moved=True), Passage(within("It held.", ""), moved=True)]
COMPARISON = Comparison(
    EDITIONS[0],
    CHOICES,
    EDITIONS[3],
    EDITIONS[1],
    TOLD,
    [Line("Headline", PIECES)],
    [*MOVED, Passage(unchanged=2), Passage(PIECES)],
)
BARE_HISTORY = History(
    bare_edition(1), page([bare_edition(1)]), [Step(bare_edition(1), None, [], [], [], is_minor=False)]
)

STOOD = AsItStood(edition(2, ordinal=1, live_until=NOW, headline=LONG), edition(1), TOLD)
BARE_STOOD = AsItStood(bare_edition(2), edition(1, ordinal=2), [])

# Template, what it is given at most, what it is given at least.
PAGES = {
    "articles/front.html": (
        FRONT | {"places": PLACES},
        {"lead": None, "secondary": [], "also": [], "river": []},
    ),
    "articles/section_detail.html": ({"section": world, "page": FIRST}, {"section": africa, "page": None}),
    "articles/topic_list.html": ({"topics": [Tag(name="Rivers", slug="rivers")]}, {"topics": []}),
    "articles/topic_detail.html": (
        {"topic": Tag(name="Rivers", slug="rivers", description="Where they go."), "page": MANY},
        {"topic": Tag(name="Rivers", slug="rivers"), "page": FEW},
    ),
    "articles/author_detail.html": (
        {"author": ana, "page": MANY},
        {"author": Author(name="Bo", slug="bo"), "page": FEW},
    ),
    "articles/dateline_list.html": (
        {
            "atlas": Atlas(
                [Country("Mozambique", [beira, beira]), Country("", [nowhere])], worldmap.marks([beira])
            )
        },
        {"atlas": Atlas([], [])},
    ),
    "articles/dateline_detail.html": (
        {"dateline": beira, "page": MANY, "mark": mark_of(beira)},
        {"dateline": nowhere, "page": FEW, "mark": mark_of(nowhere)},
    ),
    "articles/series_detail.html": (
        {"series": door, "page": MANY},
        {"series": Series(title="A", slug="a"), "page": FEW},
    ),
    "articles/archive_year.html": (
        {"year": 2026, "months": MONTHS, "previous_year": 2025, "next_year": 2027},
        {"year": 2026, "months": []},
    ),
    "articles/archive_month.html": (
        {
            "month": DAY,
            "weeks": [WEEK, WEEK],
            "previous_month": date(2026, 10, 1),
            "next_month": date(2026, 12, 1),
        },
        {"month": DAY, "weeks": []},
    ),
    "articles/archive_day.html": (
        {"day": DAY, "page": MANY, "previous_day": date(2026, 11, 20), "next_day": NOW.date()},
        {"day": DAY, "page": FEW, "previous_day": None, "next_day": None},
    ),
    "articles/corrections.html": (
        {
            "page": page(
                [correction(1, "correction", FULL[0]), correction(2, "retraction", None)], 2, previous_url="/"
            )
        },
        {"page": None},
    ),
    "articles/search.html": (
        {
            "q": "dam",
            "total_label": "Two stories",
            "page": MANY,
            "results": [{"edition": FULL[0], "snippet": "dam"}],
        },
        {"q": "", "results": []},
    ),
    "articles/story_detail.html": (
        {"edition": edition(20), "body": BODY, "related": FULL[:4], "parts": [edition(19), edition(20)]},
        {"edition": bare_edition(20), "body": "<p>It rained.</p>"},
    ),
    "articles/story_history.html": (
        {"history": HISTORY},
        {"history": BARE_HISTORY},
    ),
    "articles/story_comparison.html": (
        {"comparison": COMPARISON},
        {"comparison": Comparison(bare_edition(1), [], bare_edition(1), bare_edition(1), [], [], [])},
    ),
    "articles/story_as_it_stood.html": (
        {"as_it_stood": STOOD, "edition": STOOD.edition},
        {"as_it_stood": BARE_STOOD, "edition": BARE_STOOD.edition},
    ),
    "articles/story_gone.html": (
        {"notice": "It was not so.\n\nWe are sorry.", "at": NOW},
        {"notice": None, "at": None},
    ),
    "device/saved.html": ({}, {}),
    "device/settings.html": ({}, {}),
    "device/offline.html": ({"today": None}, {"today": None}),
    "404.html": ({"exception": "Nothing"}, {}),
    "403.html": ({"exception": "Only publishers publish."}, {}),
    "403_csrf.html": ({"reason": "no cookie"}, {}),
    "500.html": ({}, {}),
}
