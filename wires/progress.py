"""How far a long command has come, for whoever waits: a bar where somebody watches, a line now and then in a log."""

import time

from django.core.management.base import OutputWrapper

WIDTH = 30


class Progress:
    """Tells on a stream how much of `total` bytes is done, and how many stories a second that makes."""

    def __init__(self, stream: OutputWrapper, total: int) -> None:
        self.stream, self.total, self.began = stream, max(total, 1), time.monotonic()
        self.is_watched = stream.isatty()
        self._pause = 0.2 if self.is_watched else 10.0
        self._told = self.began

    def tell(self, done: int, stories: int) -> None:
        """Say it, if the last time is long enough ago: five times a second to a terminal, else every ten seconds."""
        now = time.monotonic()
        if now - self._told >= self._pause:
            self._told = now
            self._write(done / self.total, stories, now - self.began)

    def clear(self) -> None:
        """Take the bar away, to make room for something that is to stay."""
        if self.is_watched:
            self._say("\r\x1b[K")

    def _write(self, part: float, stories: int, seconds: float) -> None:
        left = seconds / part - seconds if part else 0
        said = f"{part:4.0%}  {stories:,} stories  {stories / seconds:,.0f} a second  {_clock(left)} left"
        full = round(part * WIDTH)
        bar = f"\r{'█' * full}{'░' * (WIDTH - full)} {said}\x1b[K" if self.is_watched else f"{said.strip()}\n"
        self._say(bar)

    def _say(self, text: str) -> None:
        # Without the red of errors, and without a line end of its own.
        self.stream.write(text, str, "")
        self.stream.flush()


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
