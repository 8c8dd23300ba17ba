"""What was agreed about a picture: where it may stand, what stands in for it, what readers are told of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles import clock
from pictures import sections
from pictures.models import Picture
from pictures.rights import Use, may_be_used
from tests.desk_pages import messages_of, page_of, signed_in, typed
from tests.factories import HOUR, make_section
from tests.picture_files import draw, take_in, written

NOON = datetime(2026, 5, 3, 12, tzinfo=ZoneInfo("UTC"))


def termed(**fields) -> Picture:
    return Picture(**{"title": "The bridge", "credit": "AP"} | fields)


def against(picture: Picture, *, stands_in=("World", "Africa"), use=Use.BODY) -> list[str]:
    return may_be_used(picture, now=NOON, sections={name.lower(): name for name in stands_in}, use=use)


# Whether it may be used


@pytest.mark.parametrize("use", Use.values)
def test_what_nothing_speaks_against_may_be_used(use):
    assert against(termed(), use=use) == []


@pytest.mark.parametrize(
    ("fields", "reasons"),
    [
        ({"allowed_until": NOON}, ["Its lease ended on 3 May 2026, 12:00 UTC."]),
        ({"allowed_until": NOON + HOUR}, []),
        ({"allowed_from": NOON + HOUR}, ["It may be used from 3 May 2026, 13:00 UTC, and not before."]),
        ({"allowed_from": NOON}, []),
        ({"credit": ""}, ["It has no credit: say in the library how it is printed."]),
        ({"denied_uses": ["body"]}, ["Its terms deny this use: in a story’s text."]),
        ({"denied_uses": ["lead", "gallery", "social", "newsletter"]}, []),
    ],
)
def test_every_reason_against_a_use_is_told_in_words(fields, reasons):
    assert against(termed(**fields)) == reasons


def test_all_reasons_are_told_at_once():
    assert len(against(termed(credit="", allowed_until=NOON, denied_uses=["body"]))) == 3


def test_a_section_that_is_denied_is_called_as_readers_know_it():
    picture = termed(denied_sections=["world", "gone"])
    assert against(picture) == ["Its terms deny it to World."]
    assert against(picture, stands_in=("Culture",)) == []


@pytest.mark.django_db
def test_what_is_denied_to_a_section_is_denied_to_its_parts():
    world = make_section(name="World news", slug="world")
    assert make_section("Ports", parent=world).lineage == {"ports": "Ports", "world": "World news"}
    assert world.lineage == {"world": "World news"}


@pytest.mark.django_db
def test_the_sections_are_those_of_the_paper_in_their_order():
    make_section(name="World", slug="world", position=2)
    make_section(name="Culture", slug="culture", position=1)
    assert list(sections.names().items()) == [("culture", "Culture"), ("world", "World")]


# What stands in for it


@pytest.fixture
def shelf(staff, media) -> list[Picture]:
    return [
        take_in(written(draw(number=number)), by=staff.editor, title=f"No {number}") for number in range(3)
    ]


@pytest.mark.django_db
def test_a_picture_is_stood_in_for_once_and_no_further(shelf):
    first, second, third = shelf
    first.fallback = second
    first.full_clean()
    first.save()
    third.fallback = first
    with pytest.raises(ValidationError, match="Another picture stands in for “No 0”: choose one that lasts"):
        third.full_clean()
    third.fallback, second.fallback = None, third
    with pytest.raises(ValidationError, match="This picture stands in for “No 0”, so it needs to last"):
        second.full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["fallback", "replaced_by"])
def test_no_picture_stands_in_its_own_place(shelf, name):
    picture = shelf[0]
    setattr(picture, name, picture)
    with pytest.raises(IntegrityError), transaction.atomic():
        picture.save()


@pytest.mark.django_db
def test_a_picture_that_leaves_leaves_its_place_empty(shelf):
    first, second, third = shelf
    first.fallback, first.replaced_by = second, third
    first.save()
    second.delete()
    third.delete()
    first.refresh_from_db()
    assert (first.fallback, first.replaced_by) == (None, None)


@pytest.mark.parametrize(
    ("said", "fallback", "told"),
    [
        ({}, {}, ""),
        ({"allowed_until": HOUR}, {}, ""),
        (
            {"allowed_until": HOUR},
            {"allowed_until": -HOUR},
            "nothing stands in its place, for the lease of “No 1”",
        ),
        (
            {"allowed_until": HOUR},
            {"allowed_until": 2 * HOUR},
            "“No 1” stands in its place, until",
        ),
        ({"allowed_until": -HOUR}, {"allowed_from": HOUR}, "Now that its lease is over, nothing stands"),
        ({}, {"replaced_by": 2}, "“No 1” was replaced by “No 2”. When its lease is over, “No 2” stands"),
    ],
)
def test_the_page_says_what_is_amiss_with_what_is_to_stand_in(staff, shelf, said, fallback, told):
    def say(number: int, fields: dict) -> None:
        hours = {name: clock.now() + after for name, after in fields.items() if name.startswith("allowed")}
        led = {name: shelf[other] for name, other in fields.items() if name == "replaced_by"}
        Picture.objects.filter(pk=shelf[number].pk).update(**hours, **led)

    say(0, said)
    say(1, fallback)
    Picture.objects.filter(pk=shelf[0].pk).update(fallback=shelf[1])
    for user in (staff.editor, staff.reporter):
        page = page_of(signed_in(user).get(f"/admin/pictures/picture/{shelf[0].pk}/change/"))
        warned = page.css_first("#picture .said--wait")
        assert told in warned.text() if told else warned is None


# What readers are told of it


def test_readers_are_told_in_words_how_a_picture_was_made():
    words = [termed(label=label).label_words for label in Picture.Label]
    assert words == ["", "Edited picture", "Made with AI"]


# At the desk


def page_url(picture: Picture, door: str = "change") -> str:
    return f"/admin/pictures/picture/{picture.pk}/{door}/"


@pytest.mark.django_db
def test_an_editor_says_what_terms_deny_and_how_a_picture_was_made(staff, shelf):
    make_section(name="World", slug="world")
    editor = signed_in(staff.editor)
    form = typed(
        editor.get(page_url(shelf[0])),
        "#picture",
        denied_uses=["social", "newsletter"],
        denied_sections=["world"],
        label="ai",
    )
    assert messages_of(editor.post(page_url(shelf[0]), form, follow=True)) == ["Kept."]
    picture = Picture.objects.get(pk=shelf[0].pk)
    assert (picture.denied_uses, picture.denied_sections) == (["social", "newsletter"], ["world"])
    assert picture.label_words == "Made with AI"
    shown = page_of(editor.get(page_url(picture)))
    assert {node.attributes["value"] for node in shown.css("[name^=denied][checked]")} == {
        "social",
        "newsletter",
        "world",
    }
    read = page_of(signed_in(staff.reporter).get(page_url(picture)))
    said = " ".join(read.css_first(".rights").text().split())
    assert "Not to be used: as a share image, in a newsletter. Not in World." in said


@pytest.mark.django_db
def test_a_section_that_is_gone_stays_in_the_terms_until_it_is_unticked(staff, shelf):
    Picture.objects.filter(pk=shelf[0].pk).update(denied_sections=["gone"])
    editor = signed_in(staff.editor)
    editor.post(page_url(shelf[0]), typed(editor.get(page_url(shelf[0])), "#picture", caption="New."))
    assert Picture.objects.get(pk=shelf[0].pk).denied_sections == ["gone"]


@pytest.mark.django_db
def test_what_stands_in_for_a_picture_is_chosen_by_the_librarys_search_and_nothing_typed_is_lost(
    staff, shelf
):
    editor = signed_in(staff.editor)
    form = typed(editor.get(page_url(shelf[0])), "#picture", caption="Typed before.", then="fallback")
    assert editor.post(page_url(shelf[0]), form)["Location"] == page_url(shelf[0], "fallback")
    assert Picture.objects.get(pk=shelf[0].pk).caption == "Typed before."
    offered = page_of(editor.get(page_url(shelf[0], "fallback") + "?q=no+1")).css("button[name=other]")
    assert [node.attributes["value"] for node in offered] == [str(shelf[1].pk)]
    answer = editor.post(page_url(shelf[0], "fallback"), {"other": shelf[1].pk}, follow=True)
    assert messages_of(answer) == ["Kept. When the lease is over, “No 1” stands in its place."]
    assert Picture.objects.get(pk=shelf[0].pk).fallback == shelf[1]
    editor.post(page_url(shelf[0]), typed(editor.get(page_url(shelf[0])), "#picture", fallback=""))
    assert Picture.objects.get(pk=shelf[0].pk).fallback is None


@pytest.mark.django_db
def test_what_cannot_stand_in_is_neither_offered_nor_taken(staff, shelf):
    editor = signed_in(staff.editor)
    Picture.objects.filter(pk=shelf[1].pk).update(fallback=shelf[2])
    offered = page_of(editor.get(page_url(shelf[0], "fallback"))).css("button[name=other]")
    assert [node.attributes["value"] for node in offered] == [str(shelf[2].pk)]
    answer = editor.post(page_url(shelf[0], "fallback"), {"other": shelf[1].pk}, follow=True)
    assert messages_of(answer) == ["Another picture stands in for “No 1”: choose one that lasts."]
    for nobody in ("", "0", "x", "9" * 30):
        answer = editor.post(page_url(shelf[0], "fallback"), {"other": nobody}, follow=True)
        assert messages_of(answer) == ["Choose a picture first."]


@pytest.mark.django_db
def test_pictures_are_found_by_what_their_terms_allow_and_by_their_label(staff, shelf):
    Picture.objects.filter(pk=shelf[0].pk).update(denied_uses=["lead", "social"])
    Picture.objects.filter(pk=shelf[1].pk).update(label="ai")
    editor = signed_in(staff.editor)

    def found(asked: str) -> set[str]:
        return {
            node.text()
            for node in page_of(editor.get(f"/admin/pictures/picture/?{asked}")).css(".headline a")
        }

    assert found("use=social") == {"No 1", "No 2"}
    assert found("use=body") == {"No 0", "No 1", "No 2"}
    assert found("label=ai") == {"No 1"}
    assert found("use=soc") == {"No 0", "No 1", "No 2"}


@pytest.mark.django_db
def test_limits_and_labels_of_many_are_said_at_once_and_only_with_their_tick(staff, shelf):
    editor = signed_in(staff.editor)
    where = "/admin/pictures/picture/many/?" + "&".join(f"picture={one.pk}" for one in shelf[:2])
    assert "Tick this" in editor.post(where, {"denied_uses": ["social"]}).content.decode()
    editor.post(where, {"denied_uses": ["social"], "sets_limits": "on", "label": "edited"})
    assert [
        (one.denied_uses, one.label) for one in Picture.objects.filter(pk__in=[one.pk for one in shelf[:2]])
    ] == [(["social"], "edited")] * 2
    editor.post(where, {"label": "none"})
    editor.post(where, {"sets_limits": "on"})
    assert {(str(one.denied_uses), one.label) for one in Picture.objects.all()} == {("[]", "")}
    signed_in(staff.reporter).post(where, {"sets_limits": "on", "denied_uses": ["social"], "label": "ai"})
    assert {(str(one.denied_uses), one.label) for one in Picture.objects.all()} == {("[]", "")}


@pytest.mark.django_db
def test_pictures_are_found_by_what_their_terms_deny(staff, shelf):
    ports = make_section("Ports", parent=make_section())
    make_section("Culture")
    for picture, denied in zip(shelf, (["world"], ["ports"], ["culture"]), strict=True):
        Picture.objects.filter(pk=picture.pk).update(denied_sections=denied)
    Picture.objects.filter(pk=shelf[2].pk).update(denied_uses=["social"])
    editor = signed_in(staff.editor)

    def found(asked: str) -> set[str]:
        page = page_of(editor.get(f"/admin/pictures/picture/?{asked}"))
        return {node.text() for node in page.css(".headline a")}

    assert found("denied_section=world") == {"No 0"}
    assert found(f"denied_section={ports.slug}") == {"No 0", "No 1"}, "it is a part of World"
    assert found("denied_use=social") == {"No 2"}
    assert found("denied_use=lead") == set()
    assert found("denied_section=gone") == {"No 0", "No 1", "No 2"}, "what cannot be understood is not asked"
