"""Where the texts that reading is tried on lie: our own beside the tests, and a larger set beside the checkout."""

from pathlib import Path

import pytest

OWN = Path(__file__).parent / "data" / "text"
SHARED = Path(__file__).parents[2] / "shared" / "data"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the shared test data does not lie beside the checkout"
)


def own(name: str) -> str:
    return (OWN / name).read_text(encoding="utf-8")
