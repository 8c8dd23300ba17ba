"""The papers of the house lead somewhere: links to files that are there, and lists that leave nothing out."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAPERS = sorted(path.relative_to(ROOT) for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")


def links(paper: Path) -> list[str]:
    return [link for link in LINK.findall((ROOT / paper).read_text()) if "://" not in link]


@pytest.mark.parametrize("paper", PAPERS, ids=str)
def test_every_link_leads_to_a_file_of_the_house(paper):
    gone = [link for link in links(paper) if not (ROOT / paper.parent / link.partition("#")[0]).exists()]
    assert gone == []


def test_the_papers_lead_to_one_another():
    assert Path("README.md") in PAPERS
    assert {"docs/architecture.md", "docs/glossary.md", "docs/front.png"} <= set(links(Path("README.md")))


@pytest.mark.parametrize("folder", ["how-to", "decisions"])
def test_the_list_of_a_folder_has_everything_in_it(folder):
    listed = set(links(Path("docs", folder, "README.md")))
    written = {path.name for path in (ROOT / "docs" / folder).glob("*.md")} - {"README.md"}
    assert listed == written


def test_decisions_are_numbered_without_a_gap():
    names = sorted(path.name for path in (ROOT / "docs/decisions").glob("0*.md"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    for name in names:
        title = (ROOT / "docs/decisions" / name).read_text().partition("\n")[0]
        assert title.startswith(f"# {int(name[:4])}. ")
