"""Rendering references: pictures, galleries and embeds, and what happens where there is nothing to refer to."""

from types import SimpleNamespace

import pytest

from articles.body import render


def picture(**changes):
    facts = {
        "url": "/media/1.jpg",
        "width": 3,
        "height": 2,
        "alt": "A wall",
        "caption": "The wall",
        "credit": "T. Reve",
    }
    return SimpleNamespace(**facts | changes)


def test_a_picture_has_its_size_its_caption_and_its_credit():
    assert render(
        '<figure data-node="picture" data-picture="12" data-size="wide"></figure>', pictures={12: picture()}
    ) == (
        '<figure class="figure wide"><img src="/media/1.jpg" width="3" height="2" alt="A wall" loading="lazy"'
        ' decoding="async"><figcaption class="caption">The wall <span class="caption__credit">T. Reve</span>'
        "</figcaption></figure>"
    )


def test_what_the_story_says_of_a_picture_goes_first_and_all_of_it_is_text():
    bad = '"><script>'
    node = '<figure data-node="picture" data-picture="12" data-alt="A &quot;b&quot;" data-caption="&lt;i&gt;"></figure>'
    rendered = render(node, pictures={12: picture(credit=bad, url=f"/media/{bad}")})
    assert 'src="/media/&quot;&gt;&lt;script&gt;"' in rendered
    assert 'alt="A &quot;b&quot;"' in rendered
    assert '&lt;i&gt; <span class="caption__credit">"&gt;&lt;script&gt;</span>' in rendered


def test_a_picture_without_words_has_no_caption():
    node = '<figure data-node="picture" data-picture="12"></figure>'
    assert "<figcaption" not in render(node, pictures={12: picture(caption="", credit=None)})


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
