"""What was measured, as tables to read: of one paper, and of papers of several sizes beside each other."""

import math

ARTICLE_BUDGET = 2.0  # × the bare view
SEARCH_BUDGET = 100.0  # milliseconds, for 95 of 100 questions
GROWTH_BUDGET = 1.2
FLAT = ("article", "section", "topic", "feed")


def print_pages(pages: list[dict]) -> None:
    """What each kind of page costs in one paper."""
    print(f"{'':<38}{'made for each reader':>27}{'from the page cache':>27}")
    print(f"{'page':<16}{'status':>7}{'queries':>9}{'kB':>6}" + f"{'ms':>9}{'× bare':>9}{'a second':>9}" * 2)
    for page in pages:
        row = f"{page['kind']:<16}{page['status']:>7}{page['queries']:>9}{page['bytes'] / 1000:>6.0f}"
        row += f"{page['ms']:>9.2f}{page['of_bare']:>9.2f}{page['rate']:>9,.0f}"
        print(f"{row}{page['kept_ms']:>9.2f}{page['kept_of_bare']:>9.2f}{page['kept_rate']:>9,.0f}")
    article = next(page["of_bare"] for page in pages if page["kind"] == "article")
    said = f"An article costs {article:.2f} × the bare view"
    print(f"\n{said}: {_verdict(article, ARTICLE_BUDGET)} of {ARTICLE_BUDGET:.0f} ×.")


def print_searches(took: dict[str, list[tuple[float, str]]]) -> None:
    """How long readers wait for each kind of question, and for them all."""
    print(f"\n{'search':<18}{'questions':>10}{'p50 ms':>9}{'p95 ms':>9}{'worst':>9}")
    for kind, answers in (took | {"all": all_of(took)}).items():
        times = [milliseconds for milliseconds, _ in answers]
        worst, asked = max(answers)
        row = f"{kind:<18}{len(times):>10}{percentile(times, 50):>9.1f}{percentile(times, 95):>9.1f}"
        print(f"{row}{worst:>9.1f}  {asked}")
    p95 = percentile([milliseconds for milliseconds, _ in all_of(took)], 95)
    print(
        f"\n95 of 100 searches take at most {p95:.0f} ms: {_verdict(p95, SEARCH_BUDGET)} of {SEARCH_BUDGET:.0f} ms."
    )


def print_growth(papers: dict[int, list[dict]]) -> None:
    """Pages of papers of several sizes: milliseconds in each, and how much dearer the largest makes them.

    Growth is that of *× bare*, so that it says nothing of how busy the machine was. A page may cost more since more
    stands on it (a day of a small paper has one story): so the growth of its bytes stands beside that of its cost.
    """
    sizes = sorted(papers)
    first, last = ({page["kind"]: page for page in papers[size]} for size in (sizes[0], sizes[-1]))
    print(
        f"\n{'page, ms at':<16}"
        + "".join(f"{size:>10,}" for size in sizes)
        + f"{'growth':>10}{'of its kB':>10}"
    )
    by_kind = {size: {page["kind"]: page for page in papers[size]} for size in sizes}
    for kind, page in last.items():
        row = "".join(f"{by_kind[size][kind]['ms']:>10.2f}" for size in sizes)
        growth, more = (page[what] / first[kind][what] for what in ("of_bare", "bytes"))
        print(f"{kind:<16}{row}{growth:>9.2f}×{more:>9.2f}×")
    worst = max(FLAT, key=lambda kind: last[kind]["of_bare"] / first[kind]["of_bare"])
    growth = last[worst]["of_bare"] / first[worst]["of_bare"]
    said = f"Of {', '.join(FLAT)}, the {worst} grows most: {growth:.2f} ×, {_verdict(growth, GROWTH_BUDGET)}"
    print(f"\n{said} of {GROWTH_BUDGET} ×.")


def all_of(took: dict[str, list[tuple[float, str]]]) -> list[tuple[float, str]]:
    return [answer for answers in took.values() for answer in answers]


def percentile(numbers: list[float], share: int) -> float:
    """The smallest number that so many of a hundred do not exceed (nearest rank)."""
    return sorted(numbers)[math.ceil(len(numbers) * share / 100) - 1]


def _verdict(measured: float, budget: float) -> str:
    return "within its budget" if measured <= budget else "OVER its budget"
