"""What tests of the story's page share: a window in which somebody writes, and the text as the form would send it."""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.desk_pages import signed_in, story_url
from tests.paper_browser import comes_true

READY = "document.getElementById('id_body')?.editor"
COMPLAINTS = ("Content Security Policy", "Content-Security-Policy", "violates")


@dataclass
class Desk:
    """A window on a story: `body` is what the form holds, `said` what the browser complained of."""

    page: Page
    said: list[str]

    @property
    def body(self) -> str:
        return self.page.input_value("#id_body")

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def set(self, html: str) -> str:
        """Open the editor on a stored text, and read what it would store."""
        self.page.evaluate(f"(html) => {READY}.commands.setContent(html, {{ emitUpdate: true }})", html)
        return self.body

    def cursor(self, at: int | str) -> None:
        self.page.evaluate(f"(at) => {READY}.commands.focus(at)", at)
        comes_true(self.page, "document.activeElement.matches('.ProseMirror')")

    def paste(self, html: str = "", text: str = "") -> None:
        """What a browser does when something is pasted into the text."""
        self.page.evaluate(
            """([html, text]) => {
              const data = new DataTransfer()
              if (html) data.setData("text/html", html)
              data.setData("text/plain", text)
              const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
              document.querySelector(".ProseMirror").dispatchEvent(event)
            }""",
            [html, text],
        )


def open_desk(page: Page, live_server, user, story=None) -> Desk:
    """Sign somebody in, and open a story of theirs, or a new one, with its editor ready."""
    desk = Desk(page, [])
    page.on(
        "console", lambda message: message.type in ("error", "warning") and desk.said.append(message.text)
    )
    page.on("pageerror", lambda error: desk.said.append(str(error)))
    session = signed_in(user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.set_default_timeout(20_000)
    page.goto(live_server.url + (story_url(story) if story else "/admin/articles/story/add/"))
    comes_true(page, f"Boolean({READY})")
    return desk
