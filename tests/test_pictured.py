"""What content says of the pictures it uses, without a database."""

import pytest

from articles.pictured import Use, numbers_of, pictures_of

FIGURE = '<figure data-node="picture" data-picture="{}"{}></figure>'


def figure(number: int, **said: str) -> str:
    return FIGURE.format(number, "".join(f' data-{name}="{words}"' for name, words in said.items()))


def used(body: str = "", **lead) -> list[Use]:
    return pictures_of({"body": body, "lead_picture": lead})


def test_the_lead_comes_first_with_what_the_story_says_of_it():
    found = used(figure(7), picture=12, alt="A dam.", caption="The dam.", credit="Ana Reyes")
    assert found == [Use(12, "lead", "A dam.", False, "The dam.", "Ana Reyes"), Use(7, "body")]


def test_words_in_the_text_are_read_as_they_were_written():
    found = used(
        "<p>Rain.</p>\n" + figure(7, caption="Kofi &amp; “Ama”", alt="&lt;rain&gt;", credit="Reuters")
    )
    assert found == [Use(7, "body", "<rain>", False, "Kofi & “Ama”", "Reuters")]


def test_a_picture_can_be_decorative_in_one_use_and_not_in_another():
    found = used(figure(7, decorative="yes") + "\n" + figure(7), picture=7, is_decorative=True)
    assert [use.is_decorative for use in found] == [True, True, False]


def test_a_gallery_holds_figures_or_names_numbers():
    holding = (
        f'<div data-node="gallery" data-title="The flood">{figure(3, caption="Day one")}{figure(4)}</div>'
    )
    naming = '<div data-node="gallery" data-title="The flood" data-pictures="3 5"></div>'
    assert used(holding) == [Use(3, "gallery", caption="Day one"), Use(4, "gallery")]
    assert used(naming) == [Use(3, "gallery"), Use(5, "gallery")]


@pytest.mark.parametrize("lead", [{}, {"url": "/static/dam.svg", "alt": "A dam."}, {"picture": "12"}])
def test_pictures_from_elsewhere_are_none_of_the_librarys(lead):
    assert used("<p>Rain.</p>", **lead) == []


def test_content_from_before_pictures_uses_none():
    assert pictures_of({"body": "<p>data-picture</p>"}) == []


def test_each_picture_is_named_once():
    content = {"body": figure(7) + "\n" + figure(12), "lead_picture": {"picture": 7}}
    assert numbers_of(content) == [7, 12]
