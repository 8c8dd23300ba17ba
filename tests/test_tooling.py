"""The tools keep their word: locks are whole, commands explain themselves, settings and samples agree."""

import importlib.util
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements.txt", "requirements-dev.txt"]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS = PYPROJECT["tool"]["importlinter"]["contracts"]


def read(path: str) -> str:
    return (ROOT / path).read_text()


def requirements(lock: str) -> list[str]:
    """Each package of a lock with its marker and hashes, on one line."""
    lines = re.sub(r" *\\\n *", " ", read(lock)).splitlines()
    return [line for line in lines if line and not line.lstrip().startswith("#")]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_to_one_release_and_its_hashes(lock):
    loose = [
        line
        for line in requirements(lock)
        if not re.fullmatch(r"[a-z0-9-]+==\S+( ; [^#]+?)?( --hash=sha256:[0-9a-f]{64})+", line)
    ]
    assert requirements(lock)
    assert loose == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place_to_download_from(lock):
    assert re.findall(r"^.*(?:://|--(?:extra-)?index|--find-links|-f ).*$", read(lock), re.MULTILINE) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_each_python_gets_the_django_it_should(lock):
    djangos = [line.split(" --hash")[0] for line in requirements(lock) if line.startswith("django==")]
    assert [re.sub(r"(==\d+\.\d+)\S*", r"\1", django) for django in djangos] == [
        "django==5.2 ; python_full_version < '3.12'",
        "django==6.1 ; python_full_version >= '3.12'",
    ]


def test_what_is_tested_is_what_is_deployed():
    deployed, tested = ({line.split()[0] for line in requirements(lock)} for lock in LOCKS)
    assert deployed <= tested


def test_every_command_of_the_makefile_explains_itself():
    makefile = read("Makefile")
    commands = set(re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE))
    explained = set(re.findall(r"^([a-z-]+):.*?## \S", makefile, re.MULTILINE))
    assert commands >= {"run", "test", "check", "install", "bench"}
    assert commands == explained


def modules_of(contract: dict) -> list[str]:
    """The modules a contract places on floors, or keeps from importing."""
    floors = [name.strip() for layer in contract.get("layers", []) for name in re.split("[|:]", layer)]
    inside = [f"{container}." for container in contract.get("containers", [])] or [""]
    return [
        f"{container}{name}" for container in inside for name in floors + contract.get("source_modules", [])
    ]


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract["name"])
def test_an_import_contract_speaks_of_modules_that_exist(contract):
    assert modules_of(contract)
    assert [module for module in modules_of(contract) if importlib.util.find_spec(module) is None] == []


def test_every_room_of_the_house_has_its_place_in_the_contracts():
    rooms = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert rooms == set(modules_of(CONTRACTS[0])) == set(PYPROJECT["tool"]["importlinter"]["root_packages"])


def test_every_setting_from_the_environment_is_explained_in_the_example():
    read_by_settings = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', read("newsroom/settings.py")))
    example = read("deploy/env.example")
    explained = set(re.findall(r"^# .+\n([A-Z_]+)=", example, re.MULTILINE))
    listed = set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    assert listed == explained
    # Not the paper's own: the port is the server's, the password the compose file's.
    assert listed == read_by_settings | {"PORT", "POSTGRES_PASSWORD"}
