"""Prometheus' text format, version 0.0.4 (prometheus.io, “Exposition formats”)."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True)
class Sample:
    """One figure: what it is added to its family's name, its labels, its value."""

    value: float
    labels: Mapping[str, str] | None = None
    suffix: str = ""


@dataclass(frozen=True)
class Family:
    """Figures of one name: its kind is gauge, counter or histogram."""

    name: str
    kind: str
    says: str
    samples: Sequence[Sample]


def histogram(values: Sequence[float], labels: Mapping[str, str], bounds: Sequence[float]) -> list[Sample]:
    """Values as a histogram's samples: how many lie at or under each bound, how many they are, what they come to."""
    within = [0] * (len(bounds) + 1)
    for value in values:
        within[bisect_left(bounds, value)] += 1
    named = [*map(_number, bounds), "+Inf"]
    buckets = [
        Sample(count, {**labels, "le": bound}, "_bucket")
        for bound, count in zip(named, accumulate(within), strict=True)
    ]
    return [*buckets, Sample(sum(values), labels, "_sum"), Sample(len(values), labels, "_count")]


def written(families: Iterable[Family]) -> str:
    """Families as Prometheus reads them; those without a figure are left out."""
    return "".join(map(_family, (one for one in families if one.samples)))


def _family(family: Family) -> str:
    says = family.says.replace("\\", r"\\").replace("\n", r"\n")
    lines = [f"# HELP {family.name} {says}", f"# TYPE {family.name} {family.kind}"]
    lines += [
        f"{family.name}{one.suffix}{_labels(one.labels)} {_number(one.value)}" for one in family.samples
    ]
    return "\n".join([*lines, ""])


def _labels(labels: Mapping[str, str] | None) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items()) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))
