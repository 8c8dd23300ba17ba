"""The head of the schedule: whose hours it shows, what the clocks do, and how far off the other zone is."""

from datetime import datetime, timedelta

from articles import hours, wall
from articles.admin.schedule.asked import Asked

A_DAY = timedelta(days=1)


def told(asked: Asked) -> dict:
    """Whose hours these are, what the clocks do on these days, and how far off the other zone is."""
    changes = [change for day in asked.days if (change := wall.change_of(day, asked.zone))]
    return {
        "name": hours.place(asked.zone),
        "says": _offsets(asked, changes),
        "other": hours.place(asked.other) if any(_differences(asked)) else "",
        "is_mine": asked.is_mine,
        "apart": _apart(asked),
        "changes": [_goes(change, asked) for change in changes],
    }


def _offsets(asked: Asked, changes) -> str:
    begins, ends = asked.span
    first = begins.astimezone(asked.zone)
    if changes and asked.is_day:
        last = (ends - timedelta(minutes=1)).astimezone(asked.zone)
        when = changes[0].last if changes[0].is_twice else changes[0].first
        return f"{_utc(first)} until {when:%H:%M}, then {_utc(last)}"
    shown = max(begins, min(asked.now, ends)).astimezone(asked.zone)
    return f"{'summer time, ' if shown.dst() else ''}{_utc(shown)}"


def _utc(moment: datetime) -> str:
    """`UTC+2`, `UTC−3:30`, `UTC`."""
    offset = moment.utcoffset() or timedelta()
    whole, part = divmod(abs(offset) // timedelta(minutes=1), 60)
    sign = "−" if offset < timedelta() else "+"
    return f"UTC{sign}{whole}{f':{part:02}' if part else ''}" if offset else "UTC"


def _goes(change, asked: Asked) -> str:
    return change.said if asked.is_day else f"The clocks go {change.goes}"


def _apart(asked: Asked) -> str:
    """How far the other zone is, on all of these days or until it is another."""
    differences = _differences(asked)
    if len(set(differences)) == 1:
        return f"{_far(differences[0])}, all {'day' if asked.is_day else 'week'}"
    turns = next(number for number, one in enumerate(differences) if one != differences[0])
    first, then = _far(differences[0]), _far(differences[turns])
    return f"{first}, and {then} from {hours.day_named(asked.days[turns - 1])}"


def _differences(asked: Asked) -> list[timedelta]:
    """How far the other zone is at each midnight."""
    midnights = [*asked.days, asked.days[-1] + A_DAY]
    return [_difference(wall.begins(day, asked.zone), asked) for day in midnights]


def _difference(moment: datetime, asked: Asked) -> timedelta:
    here, there = moment.astimezone(asked.zone), moment.astimezone(asked.other)
    return there.replace(tzinfo=None) - here.replace(tzinfo=None)


def _far(difference: timedelta) -> str:
    minutes = abs(difference) // timedelta(minutes=1)
    if not minutes:
        return "the same hour"
    long = f"{minutes // 60} h" + (f" {minutes % 60}" if minutes % 60 else "")
    word = "one hour" if minutes == 60 else long
    return f"{word} {'later' if difference > timedelta() else 'earlier'}"
