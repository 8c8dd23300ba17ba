"""Rendering references: pictures, galleries and embeds, and what happens where there is nothing to refer to."""

import pytest

from articles.body import fill_pictures, pictures_in, render
from pictures.prints import Print

SMALL = {"sizes": [[320, 240], [640, 480]]}


def picture(number: int = 1, **changes) -> Print:
    """A picture of which each crop has two sizes and a key that says which it is."""
    crops = {shape: SMALL | {"key": f"{shape}-{number}"} for shape in ("whole", "card")}
    facts = {"alt": "A wall", "caption": "The wall", "credit": "T. Reve"}
    return Print(number, **facts | changes, crops=crops)


def test_a_picture_has_its_size_its_caption_and_its_credit():
    node = '<figure data-node="picture" data-picture="12" data-size="wide"></figure>'
    rendered = render(node, pictures={12: picture(12)})
    assert rendered.startswith(
        '<figure class="figure wide" data-picture="12"><picture><source type="image/avif" srcset="'
        "/pictures/whole-12-320.avif 320w, /pictures/whole-12-640.avif 640w"
    )
    assert rendered.endswith(
        ' width="640" height="480" alt="A wall" loading="lazy" decoding="async"></picture><figcaption class="caption">'
        'The wall <span class="caption__credit">T. Reve</span></figcaption></figure>'
    )
    assert '<img src="/pictures/whole-12-640.jpg" srcset="/pictures/whole-12-320.jpg 320w, ' in rendered


def test_what_the_story_says_of_a_picture_goes_first_and_all_of_it_is_text():
    bad = '"><script>'
    node = '<figure data-node="picture" data-picture="12" data-alt="A &quot;b&quot;" data-caption="&lt;i&gt;"></figure>'
    rendered = render(node, pictures={12: picture(credit=bad)})
    assert 'alt="A &quot;b&quot;"' in rendered
    assert '&lt;i&gt; <span class="caption__credit">"&gt;&lt;script&gt;</span>' in rendered


def test_a_picture_without_words_has_no_caption():
    node = '<figure data-node="picture" data-picture="12"></figure>'
    assert "<figcaption" not in render(node, pictures={12: picture(caption="", credit="")})


def test_a_picture_that_is_not_there_leaves_no_hole():
    node = '<figure data-node="picture" data-picture="12"></figure>'
    assert render(f"<p>a</p>{node}<p>b</p>") == "<p>a</p>\n<p>b</p>"
    assert (
        render('<div data-node="gallery" data-title="x" data-pictures="1 2"></div>', pictures={3: picture()})
        == ""
    )


def test_a_gallery_shows_the_pictures_that_are_there():
    node = '<div data-node="gallery" data-title="Three mornings" data-pictures="1 2 3"></div>'
    rendered = render(node, pictures={1: picture(), 3: picture()})
    assert rendered.count("<img ") == 2
    assert rendered.startswith(
        '<section class="gallery wide" aria-labelledby="gallery-1"><h3 class="gallery__title" id="gallery-1">Three'
    )
    assert 'aria-label="Pictures"' in render(
        node.replace(' data-title="Three mornings"', ""), pictures={1: picture()}
    )


def test_a_picture_of_a_gallery_says_what_the_story_says_of_it():
    node = (
        '<div data-node="gallery"><figure data-node="picture" data-picture="1" data-caption="At six" data-alt="Sea">'
        '</figure><figure data-node="picture" data-picture="3" data-alt="Sea" data-decorative="yes"></figure></div>'
    )
    rendered = render(node, pictures={1: picture(), 3: picture()})
    assert 'alt="Sea"' in rendered.partition("</figure>")[0]
    assert "At six" in rendered.partition("</figure>")[0]
    assert 'alt=""' in rendered.partition("</figure>")[2]
    assert "At six" not in rendered.partition("</figure>")[2]


def test_of_an_odd_number_in_a_gallery_the_first_stands_across_it():
    node = '<div data-node="gallery" data-pictures="1 2 3"></div>'
    counts = [
        render(node, pictures={number: picture(number) for number in there}).count(
            '<figure class="gallery__across"'
        )
        for there in ((1, 2, 3), (2, 3), (3,))
    ]
    assert counts == [1, 0, 1]


def test_a_picture_says_how_it_was_made():
    node = '<figure data-node="picture" data-picture="1"></figure>'
    assert '<span class="caption__label">Made with AI</span>' in render(
        node, pictures={1: picture(label="Made with AI")}
    )


# What may not be seen any more

TEXT = """<p>a</p>
<figure data-node="picture" data-picture="1" data-size="wide"></figure>
<div data-node="gallery" data-title="Then"><figure data-node="picture" data-picture="2"></figure>\
<figure data-node="picture" data-picture="3"></figure></div>
<p>b</p>"""
RENDERED = render(TEXT, pictures={number: picture(number) for number in (1, 2, 3)})


def test_a_rendered_text_says_which_pictures_it_has_and_which_are_in_a_gallery():
    assert pictures_in(RENDERED) == [(1, False), (2, True), (3, True)]
    assert pictures_in("<p>data-picture</p>") == []


def test_readers_learn_no_number_of_a_picture():
    seen = fill_pictures(RENDERED, {})
    assert "data-picture" not in seen
    assert [seen.count(f"whole-{number}-320.avif") for number in (1, 2)] == [1, 0]
    assert [seen.count(f"card-{number}-320.avif") for number in (2, 3)] == [1, 1]


def test_what_may_not_be_seen_leaves_no_hole():
    assert fill_pictures(RENDERED, {1: None, 2: None, 3: None}) == "<p>a</p>\n<p>b</p>"
    seen = fill_pictures(RENDERED, {2: None})
    assert "card-2" not in seen
    assert "card-3" in seen


def test_what_stands_in_stands_as_the_other_did_and_says_its_own():
    seen = fill_pictures(RENDERED, {1: picture(8, caption="Another wall"), 2: picture(9)})
    wide, gallery = seen.split("\n")[1:3]
    assert wide.startswith('<figure class="figure wide"><picture>')
    assert "whole-8-640.jpg" in wide
    assert "Another wall" in wide
    assert "whole-1-" not in wide
    assert "card-9-640.jpg" in gallery
    assert "card-3-640.jpg" in gallery


def embed(url: str, title: str = "The crest") -> str:
    return f'<div data-node="embed" data-url="{url}" data-title="{title}"></div>'


def test_an_embed_is_a_link_that_fetches_nothing_and_says_what_it_would():
    rendered = render(embed("https://www.youtube.com/watch?v=1&amp;t=2"))
    assert '<p class="embed__from">Video from <bdi>youtube.com</bdi></p>' in rendered
    assert '<a href="https://www.youtube.com/watch?v=1&amp;t=2">The crest</a>' in rendered
    assert "Nothing has been fetched from <bdi>youtube.com</bdi> yet." in rendered
    assert "src=" not in rendered


@pytest.mark.parametrize(
    "host", ["video.example", "notyoutube.com", "youtube.com.evil.example", "evil.example:443"]
)
def test_an_embed_from_anywhere_else_is_a_plain_link(host):
    rendered = render(embed(f"https://{host}/w/1", ""))
    assert rendered == f'<p class="elsewhere"><a href="https://{host}/w/1">{host}/w/1</a></p>'


def test_a_paper_can_name_the_sites_it_embeds_from():
    rendered = render(embed("https://video.example:8443?x"), embed_hosts={"video.example": "video"})
    assert "Video from <bdi>video.example</bdi>" in rendered
