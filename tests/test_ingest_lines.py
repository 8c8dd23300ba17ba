"""A file of JSON lines: the good ones go in, the bad ones are named, and the same again changes nothing."""

import json
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from articles import invariants, workflow
from articles.models import Edition, Revision, Story, StoryEvent
from bench import generate
from bench.words import SECTIONS
from tests.factories import make_section, make_story
from wires import bulk, lines
from wires.models import Arrival
from wires.progress import Progress

pytestmark = pytest.mark.django_db

PLAIN = {"headline": "Dam bursts", "body_html": "<p>The water came before dawn.</p>", "section": "world"}


@pytest.fixture(autouse=True)
def sections(db):
    for slug, name in SECTIONS:
        make_section(name, slug=slug)


@pytest.fixture
def write(tmp_path):
    def write(*stories, name: str = "gazette.jsonl") -> Path:
        path = tmp_path / name
        texts = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in stories]
        path.write_text("\n".join(texts) + "\n", encoding="utf-8")
        return path

    return write


def ingest(*files, **options) -> tuple[str, str]:
    """What the command prints for these files, and what it says beside."""
    out, err = StringIO(), StringIO()
    call_command("ingest", *files, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def refused(*files, **options) -> tuple[list[str], str]:
    """The slugs it prints, and what it says beside, of a command that ends with exit status 1."""
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("ingest", *files, stdout=out, stderr=err, **options)
    assert refusal.value.returncode == 1
    return [line.split("\t")[0] for line in out.getvalue().splitlines()], f"{err.getvalue()}{refusal.value}"


def test_every_line_becomes_a_story_with_all_its_fields(write, settings):
    line = {
        "headline": "Дамба прорвана",
        "deck": "Вода пришла до рассвета.",
        "slug": "Damba_2",
        "kicker": "Порт",
        "section": "World",
        "dateline": "MOSCOW",
        "dateline_date": "2024-05-03",
        "authors": ["Илья Грач", "Анна Тихих"],
        "tags": ["Реки", "Мосты"],
        "body_html": "<p>Вода пришла до рассвета.</p><script>x</script>",
        "published_at": "2024-05-03T10:00:00+03:00",
        "language": "ru",
        "source": "Harbour Wire",
    }
    out, err = ingest(write(line), publish=True)
    edition = Edition.objects.live().get()
    assert out == f"Damba_2\t{settings.SITE_URL}/2024/05/03/Damba_2/\n"
    assert err == ""
    for field in ("headline", "deck", "slug", "kicker", "language", "source"):
        assert getattr(edition, field) == line[field]
    assert edition.section.slug == "world"
    assert (edition.dateline.place, edition.story.dateline_date) == ("Moscow", date(2024, 5, 3))
    assert [byline["name"] for byline in edition.bylines] == line["authors"]
    assert {tag["name"] for tag in edition.tags} == set(line["tags"])
    assert edition.story.body == "<p>Вода пришла до рассвета.</p>"
    assert edition.first_published_at == datetime(2024, 5, 3, 7, tzinfo=UTC)


def test_without_publish_lines_become_drafts(write, settings):
    out, _ = ingest(write(PLAIN))
    story = Story.objects.get()
    assert story.status == Story.Status.DRAFT
    assert out == f"dam-bursts\t{settings.SITE_URL}/admin/articles/story/{story.pk}/change/\n"


def test_drafts_that_came_in_earlier_are_published_if_nobody_touched_them(write, staff):
    touched, untouched = generate.lines(2)
    path = write(touched, untouched)
    ingest(path)
    workflow.revise(Story.objects.get(slug=touched["slug"]), by=staff.editor, headline="Otherwise")
    out, err = ingest(path, publish=True)
    edition = Edition.objects.get()
    assert edition.slug == untouched["slug"]
    assert edition.first_published_at == datetime.fromisoformat(untouched["published_at"])
    assert "line 1: It came in before, and the desk has worked on it since: publish it from there." in err
    assert len(out.splitlines()) == 2
    assert list(invariants.breaches()) == []


def test_options_say_what_lines_do_not(write, settings):
    settings.SITE_ZONE = ZoneInfo("Europe/Paris")
    whole = PLAIN | {"authors": ["Ana Reyes"], "published_at": "2024-07-01T06:00"}
    bare = {"headline": "Rain", "body_html": "<p>It rained.</p>"}
    ingest(write(whole, bare), publish=True, section="culture", byline="Lena Marsh", at="2025-01-01T06:00")
    first, second = Edition.objects.order_by("live_from")
    assert (first.section.slug, first.bylines[0]["name"]) == ("world", "Ana Reyes")
    assert (second.section.slug, second.bylines[0]["name"]) == ("culture", "Lena Marsh")
    assert first.live_from == datetime(2024, 7, 1, 4, tzinfo=UTC)
    assert second.live_from == datetime(2025, 1, 1, 5, tzinfo=UTC)


def test_a_language_is_told_by_the_script_alone(write):
    ingest(
        write(
            PLAIN
            | {"headline": "Порыв дамбы", "body_html": "<p>Вода пришла, когда было ещё темно, и вышла.</p>"},
            PLAIN | {"headline": "La digue a cédé", "body_html": "<p>L’eau est venue avant l’aube.</p>"},
        )
    )
    assert list(Story.objects.order_by("pk").values_list("language", flat=True)) == ["ru", "en"]


BAD = {
    '{"headline": ': "It is not JSON: Expecting value, at character 13.",
    '{"headline": "Dam': "It is not JSON: Unterminated string starting, at character 14.",
    "[" * 100_000: "It is not JSON: it nests deeper than any story does.",
    '{"headline": ' + "9" * 5_000 + "}": "It holds a number with more digits than any number in a story has.",
    '["Dam bursts"]': "It is JSON, but not an object with fields.",
    '{"headline": "Half \\ud83d", "section": "world"}': "It holds half a character",
    json.dumps(PLAIN | {"headline": None}): "It has no headline.",
    json.dumps(PLAIN | {"headline": " \u00a0\n "}): "It has no headline.",
    json.dumps(PLAIN | {"headline": 12}): "headline is not text.",
    json.dumps(PLAIN | {"authors": "Ana Reyes"}): "authors is not a list of names.",
    json.dumps(PLAIN | {"tags": ["Rivers", 3]}): "tags is not a list of names.",
    json.dumps(PLAIN | {"authors": ["?"]}): "“?” is no name of an author.",
    json.dumps(PLAIN | {"section": "wrld"}): "There is no section “wrld”. There are: ",
    json.dumps(PLAIN | {"section": ""}): "It names no section, and --section gives none.",
    json.dumps(PLAIN | {"published_at": "yesterday"}): "published_at: “yesterday” is no moment",
    json.dumps(
        PLAIN | {"published_at": "2024-03-31T02:30"}
    ): "published_at: In Europe/Paris there is no 02:30",
    json.dumps(
        PLAIN | {"published_at": "2024-10-27T02:30"}
    ): "published_at: In Europe/Paris 02:30 on 27 October 2024",
    json.dumps(PLAIN | {"published_at": 1714723200}): "published_at is not text.",
    json.dumps(PLAIN | {"dateline_date": "2024-02-30"}): "dateline_date “2024-02-30” is no day",
    json.dumps(PLAIN | {"language": "../en"}): "“../en” is no language",
    json.dumps(PLAIN | {"slug": "dam bursts"}): "The slug “dam bursts” has more in it than plain letters",
    json.dumps(PLAIN | {"headline": "x" * 256}): "The headline has 256 characters, and 255 is the most",
    json.dumps(PLAIN | {"tags": ["x" * 101]}): "A tag has 101 characters, and 100 is the most",
    json.dumps(PLAIN | {"headline": "???"}): "The headline spells no address",
    json.dumps(PLAIN | {"body_html": "<script>x</script>"}): "There is no text yet.",
}


def test_bad_lines_are_named_with_the_reason_and_the_good_ones_go_in(write, settings):
    settings.SITE_ZONE = ZoneInfo("Europe/Paris")
    good = list(generate.lines(len(BAD)))
    mixed = [line for pair in zip(BAD, good, strict=True) for line in pair]
    slugs, err = refused(write(*mixed), publish=True)
    assert slugs == [line["slug"] for line in good]
    for number, reason in zip(range(1, len(mixed), 2), BAD.values(), strict=True):
        assert f"gazette.jsonl, line {number}: {reason}" in err
    assert err.endswith(f"{len(BAD)} not as wished: see above.")
    assert Story.objects.count() == Edition.objects.count() == len(good)


def test_all_that_is_wrong_with_a_line_is_told_at_once(write):
    _, err = refused(write(PLAIN | {"headline": "", "section": "wrld", "published_at": "soon"}))
    assert "It has no headline. There is no section “wrld”." in err
    assert "“soon” is no moment" in err


def test_lines_that_are_no_text_or_too_long_are_named_too(tmp_path, monkeypatch):
    monkeypatch.setattr(lines, "LONGEST", 200)
    path = tmp_path / "gazette.ndjson"
    good = json.dumps(PLAIN).encode()
    path.write_bytes(
        b"\xef\xbb\xbf" + good + b"\n\xff\xfe\n\n" + b"x" * 999 + b"\n" + good.replace(b"Dam", b"Dyke")
    )
    slugs, err = refused(path)
    assert slugs == ["dam-bursts", "dyke-bursts"]
    assert "gazette.ndjson, line 2: It is not UTF-8." in err
    assert "gazette.ndjson, line 4: It is longer than 200 bytes." in err
    assert "2 not as wished" in err


def test_the_same_again_changes_nothing_and_prints_the_same(write):
    path = write(*generate.lines(20), PLAIN, PLAIN | {"body_html": "<p>Again.</p>"})
    first, _ = ingest(path, publish=True)
    before = _rows()
    again, err = ingest(path, publish=True)
    assert again == first
    assert "name no author" not in err
    assert _rows() == before


def _rows() -> list:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Story, Revision, Edition, StoryEvent, Arrival)
    ]


def test_a_line_that_was_laid_out_anew_is_the_same_line(write):
    ingest(write(PLAIN), publish=True)
    ingest(
        write(json.dumps(dict(reversed(PLAIN.items())), indent=None, separators=(" , ", " : "))), publish=True
    )
    assert Story.objects.count() == 1


def test_a_changed_line_under_the_same_slug_is_told_and_overwrites_nothing(write):
    line = PLAIN | {"slug": "dam"}
    ingest(write(line), publish=True)
    _, err = refused(write(line | {"headline": "Dyke bursts"}, name="later.jsonl"), publish=True)
    assert "later.jsonl, line 1: “dam” came in already, from gazette.jsonl, line 1, and has changed" in err
    assert Edition.objects.get().headline == "Dam bursts"


def test_two_lines_with_one_slug_are_told(write):
    line = PLAIN | {"slug": "dam"}
    slugs, err = refused(write(line, line | {"headline": "Dyke bursts"}), publish=True)
    assert slugs == ["dam"]
    assert "gazette.jsonl, line 2: “dam” came in already, from gazette.jsonl, line 1, and has changed" in err


def test_a_slug_of_the_desks_own_is_not_taken_away(write):
    make_story(headline="Dam bursts", slug="dam")
    _, err = refused(write(PLAIN | {"slug": "dam"}))
    assert "line 1: “dam” is the slug of “Dam bursts” at the desk." in err


def test_an_address_that_readers_know_is_not_taken_away(write, staff):
    story = staff.published(headline="Dam bursts", slug="dam")
    Story.objects.filter(pk=story.pk).update(slug="renamed")
    _, err = refused(write(PLAIN | {"slug": "dam"}), publish=True)
    assert "line 1: “Dam bursts” has the slug “dam”: choose another." in err


def test_an_import_that_was_stopped_leaves_whole_batches_and_goes_on(write, monkeypatch):
    monkeypatch.setattr("wires.line_file.BATCH", 4)
    path = write(*generate.lines(10))
    write_batch, seen = bulk.Bulk.bring_in, []

    def stop_at_the_second(self, articles):
        seen.append(len(articles))
        if len(seen) == 2:
            raise KeyboardInterrupt
        return write_batch(self, articles)

    with monkeypatch.context() as patch:
        patch.setattr(bulk.Bulk, "bring_in", stop_at_the_second)
        with pytest.raises(CommandError, match="Stopped") as stopped:
            ingest(path, publish=True)
    assert stopped.value.returncode == 130
    assert Story.objects.count() == 4
    out, _ = ingest(path, publish=True)
    assert len(out.splitlines()) == Story.objects.count() == 10


def test_what_is_odd_about_a_whole_file_is_told_once(write):
    _, err = ingest(write(PLAIN | {"titel": "x"}, PLAIN | {"headline": "Rain", "url": "y"}))
    assert err.splitlines() == [
        "gazette.jsonl: 2 stories name no author.",
        "gazette.jsonl: Nobody reads these fields: titel, url.",
    ]
    _, err = ingest(write(PLAIN | {"headline": "Hail"}))
    assert err == "gazette.jsonl: 1 story names no author.\n"
    assert ingest(write()) == ("", "gazette.jsonl: There is no line in it.\n")


class Terminal(StringIO):
    def isatty(self):
        return True


def test_a_bar_shows_how_far_it_is_where_somebody_watches(monkeypatch):
    clock = iter([0.0, 0.1, 4.0])
    monkeypatch.setattr("wires.progress.time.monotonic", lambda: next(clock))
    stream = _wrapped(Terminal())
    progress = Progress(stream, 1000)
    progress.tell(1, 1)
    assert stream.getvalue() == ""
    progress.tell(250, 2000)
    assert "█" * 8 + "░" * 22 in stream.getvalue()
    assert "25%  2,000 stories  500 a second  0:12 left" in stream.getvalue()
    assert "\n" not in stream.getvalue()


def test_a_log_gets_a_line_now_and_then(monkeypatch):
    clock = iter([0.0, 4.0, 20.0])
    monkeypatch.setattr("wires.progress.time.monotonic", lambda: next(clock))
    stream = _wrapped(StringIO())
    progress = Progress(stream, 1000)
    progress.tell(250, 2000)
    progress.tell(500, 8000)
    assert stream.getvalue() == "50%  8,000 stories  400 a second  0:20 left\n"


def _wrapped(stream):
    from django.core.management.base import OutputWrapper

    return OutputWrapper(stream)
