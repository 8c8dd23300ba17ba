"""What was agreed about a picture: where it may stand, what stands in for it, what readers are told of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from pictures import sections
from pictures.models import Picture
from pictures.rights import Use, may_be_used
from tests.factories import HOUR, make_section
from tests.picture_files import draw, take_in, written

NOON = datetime(2026, 5, 3, 12, tzinfo=ZoneInfo("UTC"))


def termed(**fields) -> Picture:
    return Picture(**{"title": "The bridge", "credit": "AP"} | fields)


def against(picture: Picture, *, stands_in=("world", "africa"), use=Use.BODY) -> list[str]:
    return may_be_used(picture, now=NOON, sections=stands_in, use=use)


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


@pytest.mark.django_db
def test_a_section_that_is_denied_is_called_as_readers_know_it():
    make_section(name="World news", slug="world")
    picture = termed(denied_sections=["world", "gone"])
    assert against(picture) == ["Its terms deny it to World news."]
    assert against(picture, stands_in=("gone",)) == ["Its terms deny it to gone."]
    assert against(picture, stands_in=("culture",)) == []


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


# What readers are told of it


def test_readers_are_told_in_words_how_a_picture_was_made():
    words = [termed(label=label).label_words for label in Picture.Label]
    assert words == ["", "Edited picture", "Made with AI"]
