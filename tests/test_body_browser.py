"""A real browser reads hostile bodies, under no policy at all, and nothing of them runs."""

import pytest

from articles.body import clean, render
from tests.hostile_bodies import HOSTILE
from tests.test_body_hostile import EveryPicture

# Most of what means harm calls alert; the rest would show as an error, a request or a change of place.
WATCH = """<!doctype html><meta charset=utf-8><title>quiet</title><script>
  window.alert = window.confirm = window.prompt = () => { document.title = "something ran" };
</script>"""
# Written out and read again, as an editor does, harmless markup can turn into something else.
POKE = """() => {
  const main = document.querySelector("main")
  main.innerHTML = main.innerHTML
  document.querySelectorAll("body *").forEach((element) => {
    for (const kind of ["click", "mouseover", "focus", "blur", "toggle", "load", "error", "animationend"])
      element.dispatchEvent(new Event(kind, { bubbles: true, cancelable: true }))
  })
}"""


def run(page, body: str) -> tuple[str, list[str]]:
    """The title of a page that holds a body, after everything on it was touched; and what it asked the network for."""
    asked: list[str] = []

    def refuse(route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.unroute_all()
    page.route("**/*", refuse)
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.set_content(f"{WATCH}<body><main>{body}</main>", wait_until="domcontentloaded")
    page.evaluate("document.addEventListener('click', (event) => event.preventDefault(), true)")
    page.evaluate(POKE)
    page.wait_for_timeout(100)
    return page.title(), asked


@pytest.mark.browser
def test_nothing_in_a_hostile_body_runs_or_fetches_once_it_is_cleaned(page):
    bodies = [
        f"<section>{render(clean(html), pictures=EveryPicture())}</section>" for html in HOSTILE.values()
    ]
    title, asked = run(page, "\n".join(bodies).replace("/media/1.jpg", "data:,"))
    assert title == "quiet"
    assert asked == []
    leads_to = page.evaluate("[...document.links].map((link) => link.protocol)")
    # A path of this site leads nowhere from a page without an address.
    assert set(leads_to) <= {"http:", "https:", "mailto:", ":"}


@pytest.mark.browser
def test_the_same_bodies_do_run_where_they_are_not_cleaned(page):
    title, _ = run(page, HOSTILE["an image that fails"])
    assert title == "something ran"
