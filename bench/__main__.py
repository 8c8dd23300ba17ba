"""Measure the paper: `make bench`, or `python -m bench --stories 100000 --databases sqlite`.

Loads generated stories through `ingest` and prints, for each kind of page, queries, milliseconds of processor time
for an answer that nothing has cached and for one from the page cache, how both compare with a bare Django view
measured in the same run, and requests a second under granian with one worker, with the page cache off and on.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

from bench import generate, servers
from bench.load import requests_a_second

BUDGET = 2.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--stories", type=int, default=20_000)
    parser.add_argument(
        "--databases", default="sqlite,postgresql", help="sqlite, postgresql, or both with a comma"
    )
    parser.add_argument(
        "--seconds", type=float, default=2.0, help="how long to load the server with each address"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prog := "newsroom-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        lines = write_lines(folder, options.stories)
        for database in options.databases.split(","):
            if database == "postgresql" and not servers.postgresql_programs():
                print(
                    f"{prog}: no PostgreSQL server on this machine, so only SQLite is measured.",
                    file=sys.stderr,
                )
                continue
            place = nullcontext(f"sqlite:///{folder}/paper.sqlite3")
            with servers.postgresql(folder) if database == "postgresql" else place as url:
                measure(database, url, lines, options)
    return 0


def write_lines(folder: Path, stories: int) -> Path:
    path = folder / "stories.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for line in generate.lines(stories):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return path


def measure(database: str, url: str, lines: Path, options: argparse.Namespace) -> None:
    """Load one database, measure its pages, and print what was found."""
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "bench.settings"}

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], env=environment, check=True, stdout=subprocess.PIPE
        )
        return done.stdout.decode()

    run("manage.py", "migrate", "--verbosity", "0")
    run("-c", SET_UP + MAKE_SECTIONS)
    start = time.monotonic()
    run("manage.py", "ingest", str(lines), "--publish")
    took = time.monotonic() - start
    print(
        f"\n{database}: {options.stories:,} stories imported in {took:.1f} s, {options.stories / took:,.0f} a second\n"
    )
    pages = json.loads(run("-c", f"{SET_UP}from bench.pages import main; main()"))
    for name, seconds in (("rate", "0"), ("kept_rate", "60")):
        with servers.granian(environment | {"PAGE_CACHE_SECONDS": seconds}) as port:
            for page in pages:
                page[name] = requests_a_second(port, page["addresses"], seconds=options.seconds)
    print_table(pages)


SET_UP = "import django; django.setup(); "
MAKE_SECTIONS = """
from articles.models import Section
from bench.words import SECTIONS
for number, (slug, name) in enumerate(SECTIONS):
    Section.objects.get_or_create(slug=slug, defaults={"name": name, "position": number})
"""


def print_table(pages: list[dict]) -> None:
    print(f"{'':<32}{'made for each reader':>27}{'from the page cache':>27}")
    print(f"{'page':<16}{'status':>7}{'queries':>9}" + f"{'ms':>9}{'× bare':>9}{'a second':>9}" * 2)
    for page in pages:
        row = f"{page['kind']:<16}{page['status']:>7}{page['queries']:>9}"
        row += f"{page['ms']:>9.2f}{page['of_bare']:>9.2f}{page['rate']:>9,.0f}"
        print(f"{row}{page['kept_ms']:>9.2f}{page['kept_of_bare']:>9.2f}{page['kept_rate']:>9,.0f}")
    article = next(page["of_bare"] for page in pages if page["kind"] == "article")
    verdict = "within" if article <= BUDGET else "OVER"
    print(f"\nAn article costs {article:.2f} × the bare view: {verdict} its budget of {BUDGET:.0f} ×.")


if __name__ == "__main__":
    sys.exit(main())
