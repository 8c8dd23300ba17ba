"""Prometheus' text format read by its grammar, strictly: what Prometheus would refuse fails here."""

import math
import re
from dataclasses import dataclass, field

_NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
_LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
_SAMPLE = re.compile(rf"({_NAME})(?:\{{({_LABEL}(?:,{_LABEL})*)\}})? (\S+)")
_HEAD = re.compile(rf"# (HELP|TYPE) ({_NAME}) (.+)")
_SUFFIXES = {"histogram": ("_bucket", "_sum", "_count"), "counter": ("",), "gauge": ("",)}


@dataclass
class Family:
    kind: str = ""
    says: str = ""
    samples: dict = field(default_factory=dict)  # (suffix, labels) → value


def parse(text: str) -> dict[str, Family]:
    """The families of an exposition. Raises AssertionError with the line that breaks a rule."""
    assert text.endswith("\n")
    families: dict[str, Family] = {}
    current = ""
    for line in text.split("\n")[:-1]:
        if head := _HEAD.fullmatch(line):
            word, name, rest = head.groups()
            family = families.setdefault(name, Family())
            assert name == current or not (family.kind or family.says), f"its lines stand apart: {line}"
            current = name
            if word == "TYPE":
                assert rest in _SUFFIXES, line
                assert not family.kind, f"twice: {line}"
                assert not family.samples, f"after a figure: {line}"
                family.kind = rest
            else:
                family.says = rest
            continue
        found = _SAMPLE.fullmatch(line)
        assert found, f"no figure: {line}"
        name, labels, value = found.groups()
        assert current, f"of nothing: {line}"
        family = families[current]
        assert name.startswith(current), f"out of place: {line}"
        suffix = name.removeprefix(current)
        assert suffix in _SUFFIXES[family.kind], line
        key = (suffix, frozenset(_labels(labels or "")))
        assert key not in family.samples, f"twice: {line}"
        family.samples[key] = float(value.replace("Inf", "inf"))
    for name, family in families.items():
        assert all((family.kind, family.says, family.samples)), name
        if family.kind == "histogram":
            _check_histogram(name, family)
        if family.kind == "counter":
            assert name.endswith("_total"), name
    return families


def _labels(text: str):
    for name, value in re.findall(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"', text):
        yield name, re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), value)


def _check_histogram(name: str, family: Family) -> None:
    series = {}
    for (suffix, labels), value in family.samples.items():
        facts = dict(labels)
        bound = facts.pop("le", None)
        assert (bound is not None) == (suffix == "_bucket"), name
        of = series.setdefault(frozenset(facts.items()), {})
        of[float(bound.replace("Inf", "inf")) if bound else suffix] = value
    for labels, of in series.items():
        bounds = sorted(bound for bound in of if isinstance(bound, float))
        counts = [of[bound] for bound in bounds]
        assert bounds[-1] == math.inf, (name, labels)
        assert counts == sorted(counts), f"buckets hold those under them: {name} {labels}"
        assert counts[-1] == of["_count"], (name, labels)
        assert "_sum" in of, (name, labels)
