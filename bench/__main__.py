"""Measure the paper: `make bench`, or `python -m bench --stories 1000,100000 --databases sqlite`.

Loads generated stories through `ingest`, in papers of several sizes on each database, and prints for each kind of page
queries, milliseconds of processor time for an answer that nothing has cached and for one from the page cache, how both
compare with a bare Django view measured in the same run, and requests a second under granian with one worker; then how
long searches take, how many pictures are taken in and developed a second, how many letters of a newsletter leave, and
in the end how much dearer pages become as the paper grows.
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

from bench import generate, servers, tables
from bench.load import requests_a_second


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--stories", default="1000,20000,100000", help="sizes of papers, with commas")
    parser.add_argument(
        "--databases", default="sqlite,postgresql", help="sqlite, postgresql, or both with a comma"
    )
    parser.add_argument(
        "--seconds", type=float, default=2.0, help="how long to load the server with each address"
    )
    parser.add_argument("--folder", type=Path, help="keep the papers here, and measure those that are here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as name:
        folder = (options.folder or Path(name)).resolve()
        for database in options.databases.split(","):
            if database == "postgresql" and not servers.postgresql_programs():
                print("bench: no PostgreSQL server here, so only SQLite is measured.", file=sys.stderr)
                continue
            papers = {
                stories: measure(database, stories, folder / str(stories), options.seconds)
                for stories in sorted(map(int, options.stories.split(",")))
            }
            if len(papers) > 1:
                print(f"\n{database}, as the paper grows")
                tables.print_growth(papers)
    return 0


def measure(database: str, stories: int, folder: Path, seconds: float) -> list[dict]:
    """Measure the pages and the search of one paper, print what was found, and return what the pages cost."""
    folder.mkdir(parents=True, exist_ok=True)
    for above in (folder, folder.parent):
        above.chmod(0o755)  # PostgreSQL runs as another user
    place = nullcontext(f"sqlite:///{folder}/paper.sqlite3")
    with servers.postgresql(folder) if database == "postgresql" else place as url:
        environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "bench.settings"}
        print(f"\n{database}: {load(environment, stories, folder)}\n", flush=True)
        pages = json.loads(run(environment, "-c", f"{SET_UP}from bench.pages import main; main()"))
        for name, kept in (("rate", "0"), ("kept_rate", "60")):
            with servers.granian(environment | {"PAGE_CACHE_SECONDS": kept}) as port:
                for page in pages:
                    page[name] = requests_a_second(port, page["addresses"], seconds=seconds)
        tables.print_pages(pages)
        tables.print_searches(
            json.loads(run(environment, "-c", f"{SET_UP}from bench.questions import main; main()"))
        )
        print(run(environment, "-c", f"{SET_UP}from bench.pictures import main; main()"))
        print(run(environment, "-c", f"{SET_UP}from bench.letters import main; main()"))
    return pages


def load(environment: dict[str, str], stories: int, folder: Path) -> str:
    """Take the stories in, those that are not in yet, and say how many a second came."""
    run(environment, "manage.py", "migrate", "--verbosity", "0")
    run(environment, "-c", SET_UP + MAKE_SECTIONS)
    known = int(run(environment, "-c", SET_UP + COUNT_STORIES))
    if known >= stories:
        return f"{known:,} stories, which were here"
    lines = folder / "stories.jsonl"
    with lines.open("w", encoding="utf-8") as file:
        for line in generate.lines(stories):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    start = time.monotonic()
    run(environment, "manage.py", "ingest", str(lines), "--publish")
    took = time.monotonic() - start
    return f"{stories:,} stories imported in {took:.1f} s, {(stories - known) / took:,.0f} a second"


def run(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], env=environment, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode()


SET_UP = "import django; django.setup(); "
MAKE_SECTIONS = """
from articles.models import Section
from bench.words import SECTIONS
for number, (slug, name) in enumerate(SECTIONS):
    Section.objects.get_or_create(slug=slug, defaults={"name": name, "position": number})
"""
COUNT_STORIES = "from articles.models import Story; print(Story.objects.count())"


if __name__ == "__main__":
    sys.exit(main())
