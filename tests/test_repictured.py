"""A story's history tells which pictures came, went or have other words, at the head and in the text."""

import pytest

from articles import workflow
from articles.admin.repictured import told
from articles.admin.timeline import timeline
from tests.factories import make_story
from tests.picture_files import in_library

TITLES = {1: "Dam", 2: "Ford", 3: "Mill", 4: "Weir"}


def figure(number: int, **words) -> str:
    said = "".join(f' data-{name}="{text}"' for name, text in words.items())
    return f'<figure data-node="picture" data-picture="{number}"{said}></figure>'


def gallery(*figures: str) -> str:
    return f'<div data-node="gallery">{"".join(figures)}</div>'


def copy(*blocks: str, lead: dict | None = None) -> dict:
    return {"lead_picture": lead, "body": "\n".join(["<p>Water.</p>", *blocks])}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (copy(), copy(), ""),
        (copy(), copy(figure(1)), "“Dam” put in"),
        (copy(figure(1)), copy(), "“Dam” taken out"),
        (copy(figure(1)), copy(figure(2)), "“Ford” put in; “Dam” taken out"),
        (copy(figure(1)), copy(figure(1, alt="A dam.")), "“Dam” described or credited anew"),
        (copy(figure(1)), copy(figure(1, decorative="yes")), "“Dam” described or credited anew"),
        (copy(figure(1), figure(2)), copy(figure(2), figure(1)), ""),
        (copy(figure(1)), copy(gallery(figure(1), figure(2))), "“Ford” put in"),
        (copy(), copy(*map(figure, (1, 2, 3, 4))), "4 pictures put in"),
        (copy(), copy(figure(9)), "picture 9 put in"),
        (copy(figure(1)), copy(figure(1), figure(1)), "“Dam” put in"),
        (copy(lead={"picture": 1}), copy(lead={"picture": 2}), "lead picture changed"),
        (copy(), copy(lead={"url": "/city.svg"}), "lead picture put in"),
        (copy(lead={"picture": 1}), copy(lead={}), "lead picture taken out"),
        (
            copy(lead={"picture": 1}),
            copy(lead={"picture": 1, "alt": "A dam."}),
            "lead picture described or credited anew",
        ),
        (copy(lead={"picture": 1}), copy(lead={"picture": 1, "alt": ""}), ""),
        (copy(figure(1)), copy(lead={"picture": 1}), "lead picture put in; “Dam” taken out"),
    ],
)
def test_what_became_of_pictures_is_told_on_a_line(old, new, says):
    assert told(old, new, TITLES) == says


@pytest.mark.django_db
def test_the_timeline_tells_it_of_each_save_by_the_pictures_names(staff, django_assert_num_queries):
    dam, ford, story = in_library(title="Dam"), in_library(title="Ford"), make_story()
    bodies = (
        "<p>Water.</p>",
        figure(dam.pk, alt="A dam."),
        gallery(figure(dam.pk, alt="A dam."), figure(ford.pk)),
    )
    for body in bodies:
        workflow.revise(story, by=staff.editor, body=f"<p>More.</p>\n{body}")
    workflow.revise(story, by=staff.editor, body="<p>None.</p>")
    with django_assert_num_queries(3):  # revisions, what was said of them, what pictures are called
        days, _ = timeline(story)
    lines = [line.also for _, those in days for line in those]
    assert lines[:3] == ["“Dam”, “Ford” taken out", "“Ford” put in", "“Dam” put in"]


@pytest.mark.django_db
def test_a_story_without_pictures_asks_nothing_more(staff, django_assert_num_queries):
    story = make_story()
    workflow.revise(story, by=staff.editor, headline="Dam")
    with django_assert_num_queries(2):
        timeline(story)
