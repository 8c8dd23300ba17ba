"""What machines are told of the paper as a whole, in the files that each kind of them looks for."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from articles import clock, freshness, machine_use, reading
from articles.models import Edition
from articles.renditions import absolute

# Those that gather text to train on or to answer from, by the names that their makers publish. The names that are no
# robots of their own (Google-Extended, Applebot-Extended) say what may be done with what a search engine has read.
AI_ROBOTS = (
    *("AI2Bot", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot", "ChatGPT-User"),
    *("Claude-SearchBot", "Claude-User", "ClaudeBot", "cohere-ai", "Diffbot", "DuckAssistBot", "FacebookBot"),
    *(
        "Google-Extended",
        "GPTBot",
        "ImagesiftBot",
        "Meta-ExternalAgent",
        "Meta-ExternalFetcher",
        "MistralAI-User",
    ),
    *(
        "OAI-SearchBot",
        "omgili",
        "PanguBot",
        "Perplexity-User",
        "PerplexityBot",
        "PetalBot",
        "Timpibot",
        "YouBot",
    ),
)
_NOT_FOR_ROBOTS = ["/accounts/", "/admin/", "/adverts/", "/search/"]
_NEWEST_TOLD = 50
_POLICY = {
    machine_use.ALL: "Search engines and AI may use what stands here, with the address of the story.",
    machine_use.SEARCH: "Search engines may index what stands here. Nobody may train on it or answer from it.",
    machine_use.NONE: "No machine may keep what stands here.",
}


def robots() -> str:
    """robots.txt (RFC 9309). What holds for one story alone is said on its page: here it would be a list of them."""
    groups = [_group(["*"], ["/"] if settings.MACHINE_USE == machine_use.NONE else _NOT_FOR_ROBOTS)]
    if settings.MACHINE_USE == machine_use.SEARCH:
        groups.append(_group(AI_ROBOTS, ["/"]))
    sitemaps = (f"Sitemap: {absolute(reverse(name))}\n" for name in ("sitemap", "news_sitemap"))
    return "\n".join([*groups, "".join(sitemaps)])


def security(now: datetime | None = None) -> str:
    """security.txt (RFC 9116), empty without SECURITY_CONTACT. It expires half a year from the first of this month."""
    now = now or clock.present()
    months = now.month + 5
    expires = f"{now.year + months // 12}-{months % 12 + 1:02}-01T00:00:00Z"
    lines = [
        *(f"Contact: {contact}" for contact in settings.SECURITY_CONTACT),
        f"Expires: {expires}",
        f"Preferred-Languages: {settings.LANGUAGE_CODE.partition('-')[0]}",
        f"Canonical: {absolute(reverse('security_txt_well_known'))}",
    ]
    return "\n".join(lines) + "\n" if settings.SECURITY_CONTACT else ""


def tdm() -> list[dict]:
    """tdmrep.json, of the TDM Reservation Protocol: whether mining the text of the whole site is kept for us."""
    return [{"location": "/*", "tdm-reservation": int(settings.MACHINE_USE != machine_use.ALL)}]


def llms() -> str:
    """llms.txt (llmstxt.org): what the paper is, and the newest stories that language models may read, as Markdown."""
    newest = Edition.objects.live().newest_first().for_feeds().defer("body")[: 2 * _NEWEST_TOLD]
    freshness.depends_on("front")
    open_to_all = [edition for edition in newest if machine_use.of(edition) == machine_use.ALL]
    stories = [
        _entry(edition.headline, f"{edition.path}index.md", edition.description)
        for edition in open_to_all[:_NEWEST_TOLD]
    ]
    sections = [
        _entry(one.name, one.get_absolute_url(), one.description)
        for section in reading.sections()
        for one in (section, *section.parts)
    ]
    ways = [_entry("All stories", reverse("sitemap")), _entry("Newest, as a feed", reverse("feed"))]
    parts = [("Newest stories", stories), ("Sections", sections), ("Optional", ways)]
    head = f"# {settings.SITE_NAME}\n\n> {settings.SITE_TAGLINE}\n\n{_POLICY[_own()]}"
    said = [f"## {title}\n\n{chr(10).join(entries)}" for title, entries in parts if entries]
    return "\n\n".join([head, *said]) + "\n"


def _own():
    return next(use for use in machine_use.STRICTER_FIRST if use == settings.MACHINE_USE)


def _group(agents, closed: list[str]) -> str:
    lines = [*(f"User-agent: {agent}" for agent in agents), *(f"Disallow: {path}" for path in closed)]
    return "\n".join(lines) + "\n"


def _entry(title: str, path: str, about: str = "") -> str:
    said = " ".join(about.split())
    return f"- [{_plain(title)}]({absolute(path)})" + (f": {said}" if said else "")


def _plain(title: str) -> str:
    """A title inside brackets."""
    return title.replace("[", "(").replace("]", ")")
