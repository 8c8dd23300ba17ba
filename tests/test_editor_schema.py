"""Guard: the editor and the server have one grammar. What one writes, the other keeps, and the other way round."""

import json

import pytest

from articles import body
from articles.body import clean, schema
from articles.body.grammar import GRAMMAR
from articles.text import tables
from articles.text.quotes import style_of
from tests.editor_browser import open_desk
from tests.factories import make_story

# Every kind of the grammar, in its stored form.
SAMPLES = {
    "paragraphs": "<p>One.</p>\n<p>Two,<br>on two lines.</p>",
    "headings": "<h2>A city</h2>\n<p>Text.</p>\n<h3>The gauges</h3>\n<p>Text.</p>",
    "quotation": "<blockquote><p>Rain, and more of it.</p><p>And more.</p><footer>Ana Reyes</footer></blockquote>",
    "lists": "<ul><li>One<ul><li>Deeper</li></ul></li><li><p>Two</p><p>with two</p></li></ul>\n<ol><li>First</li></ol>",
    "table": '<table data-source="Harbour office"><caption>Hours</caption><thead><tr><th scope="col">Gauge</th>'
    '<th scope="col" colspan="2">Hours</th></tr></thead><tbody><tr><th scope="row">Goonda</th><td>13.8</td><td></td>'
    '</tr><tr><th scope="row">Beira</th><td colspan="2">none</td></tr></tbody></table>',
    "pull quote": '<aside data-node="pullquote" data-cite="Ana Reyes, engineer"><p>So proud of the door.</p></aside>',
    "note": '<aside data-node="note"><p>Some asked us not to say where they are.</p></aside>',
    "fact box": '<aside data-node="factbox" data-title="The wall" data-source="Harbour office"><p>Built twice.</p>'
    "<ul><li>Stone</li></ul><dl><dt>Length</dt><dd>11.2 km</dd><dt>Height</dt><dd>4 m</dd></dl></aside>",
    "references": '<p>Text.</p>\n<figure data-node="picture" data-picture="12" data-size="wide" data-caption="The quay"'
    ' data-credit="Rui Tembe" data-alt="A crane"></figure>\n<div data-node="gallery" data-title="Before">'
    '<figure data-node="picture" data-picture="3" data-decorative="yes"></figure><figure data-node="picture"'
    ' data-picture="4" data-caption="At six" data-alt="Roofs"></figure></div>\n<div data-node="embed"'
    ' data-url="https://vimeo.com/76979871" data-title="The crest"></div>'
    '\n<div data-node="related" data-story="7"></div>\n<div data-node="advert"></div>\n<p>Text.</p>',
    "marks": '<p><strong>Bold</strong> and <em>italic</em>, <strong><em>both</em></strong>, <a href="/from/beira/">a '
    'link <em>inside</em></a>, H<sub>2</sub>O, 10<sup>3</sup>, <cite>The Rivers</cite>, <bdi dir="rtl">عربي</bdi> and '
    '<span lang="fr">mot juste</span>.</p>',
    "signs": "<p>5 &lt; 6 &amp; “so” on… 12&nbsp;km, &amp;nbsp; as written.</p>",
}

# A random document of the editor's own schema, with random marks: whatever anybody could make there, and more.
GENERATE = """(seed) => {
  const { editor } = document.getElementById("id_body")
  const { schema } = editor
  let state = seed
  const random = (n) => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor((state / 2147483648) * n)
  }
  const words = ["water", "rose", "at", "noon", "— ", "5 < 6", "& so", "«oui»", "مد", "“Quote”"]
  const VALUES = {
    "data-picture": "3", "data-decorative": "yes", "data-story": "9", "data-url": "https://example.org/a?b=1",
    href: "https://example.org/", lang: "fr", dir: "rtl", colspan: "2", rowspan: null, scope: "row",
    "data-size": "wide",
  }
  const attrs = (type) => Object.fromEntries(Object.keys(type.spec.attrs ?? type.attrs ?? {}).map((name) =>
    [name, name in VALUES ? VALUES[name] : name.startsWith("data-") && random(2) ? "Said & done" : null]))
  const text = () => {
    const marks = Object.values(schema.marks).filter(() => !random(6)).map((type) => type.create(attrs(type)))
    return schema.text(words[random(words.length)] + " ", marks)
  }
  const LISTS = ["list", "numbered_list"]
  const depthOf = (path, names) => path.filter((name) => names.includes(name)).length
  const make = (type, path) => {
    if (type.name === "text") return text()
    if (type.isLeaf) return type.create(attrs(type))
    const inner = [...path, type.name]
    const content = []
    let match = type.contentMatch
    for (let step = 0; step < 6; step += 1) {
      const edges = []
      for (let n = 0; n < match.edgeCount; n += 1) edges.push(match.edge(n))
      // Lists stand two deep at most, which no content expression can say: the keys of the editor see to it.
      const isTooDeep = ({ type: one }) => LISTS.includes(one.name) && depthOf(inner, LISTS) > 1
      const open = edges.filter((edge) => !isTooDeep(edge))
      if (!open.length || (match.validEnd && content.length && !random(3))) break
      const { type: next, next: then } = open[random(open.length)]
      content.push(make(next, inner))
      match = then
    }
    const rest = match.fillBefore(schema.topNodeType.create().content.cut(0, 0), true)
    if (rest) rest.forEach((node) => content.push(node))
    return type.create(attrs(type), content)
  }
  const doc = make(schema.topNodeType, [])
  doc.check()
  editor.commands.setContent(doc.toJSON(), { emitUpdate: true })
  const { doc: made } = editor.state
  return { said: made.textBetween(0, made.content.size, " ", " "), stored: document.getElementById("id_body").value }
}"""


def test_the_emitted_grammar_names_every_kind_and_only_what_it_holds():
    kinds = schema.as_data()["kinds"]
    assert set(kinds) == set(GRAMMAR)
    known = set(GRAMMAR) | {"words"}
    for name, kind in kinds.items():
        named = set(kind["content"].translate(str.maketrans("()|?*+", "      ")).split())
        assert named <= known, name
        # An item's words stand in its paragraph.
        assert named == set(GRAMMAR[name].holds) - ({"words"} if name == "item" else set()) or kind["is_mark"]
    assert json.loads(json.dumps(kinds)) == kinds


def test_the_samples_hold_every_kind_in_its_stored_form():
    together = "\n".join(SAMPLES.values())
    for name, kind in GRAMMAR.items():
        opening = f'<{kind.tag} data-node="{kind.node}"' if kind.node else f"<{kind.tag}"
        assert opening in together, name
    for name, sample in SAMPLES.items():
        assert clean(sample) == sample, name


def test_the_quotes_of_typing_are_the_quotes_of_mending():
    """The editor reads the same table; here only that it has the languages people write in."""
    languages = {row["language"] for row in tables.rows("quotes")}
    assert {"", "en", "fr", "de", "es", "ru", "pl", "sv", "ar"} <= languages
    assert style_of("fr").open == "«"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_every_sample_goes_through_the_editor_unchanged(page, live_server, staff):
    desk = open_desk(page, live_server, staff.editor, make_story())
    assert {name: desk.set(sample) for name, sample in SAMPLES.items()} == SAMPLES


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_whatever_the_editor_can_make_is_kept_to_the_word(page, live_server, staff):
    desk = open_desk(page, live_server, staff.editor, make_story())
    for seed in range(1, 61):
        made = page.evaluate(GENERATE, seed)
        kept = clean(made["stored"])
        assert squeezed(made["said"]) == squeezed(words(kept)), seed
        assert clean(desk.set(kept)) == kept, seed


def words(stored: str) -> str:
    """All that a stored text says between its tags."""
    return body.reading.plain(stored.replace("><", "> <"))


def squeezed(text: str) -> str:
    return "".join(text.split())
