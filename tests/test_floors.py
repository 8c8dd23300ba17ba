"""Guard: imports go down only, between the rooms and between the floors of the house."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
ROOMS = ("accounts", "pictures", "articles", "adverts", "newsletters", "wires", "newsroom")


def lint(folder: Path) -> subprocess.CompletedProcess:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([program, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


def test_imports_go_down_only():
    answer = lint(HOUSE)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("accounts/models.py", "from articles.models import Story"),
        ("pictures/models/picture.py", "from articles.models import Story"),
        ("pictures/darkroom/jobs.py", "from django.conf import settings"),
        ("articles/models/story.py", "from articles import workflow"),
        ("articles/slugs.py", "from articles.models import Story"),
        ("articles/workflow/passing.py", "from articles import views"),
        ("articles/views.py", "from wires import bulk"),
        ("articles/reading.py", "from adverts import running"),
    ],
)
def test_the_guard_sees_an_import_that_goes_up(tmp_path, module, line):
    for room in ROOMS:
        shutil.copytree(HOUSE / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "*.tsv"))
    shutil.copy(HOUSE / "pyproject.toml", tmp_path)
    with (tmp_path / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    assert lint(tmp_path).returncode == 1
