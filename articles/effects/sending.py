"""One try: a request is made, and either somebody took it or there is a reason why not."""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta

from articles import outgoing

# What a channel makes of an effect: everything that it needs is read by then, so that it may run beside others.
Send = Callable[[], None]

GONE = 410
ASKS_TO_WAIT = (429, 503)
LONGEST_WAIT = timedelta(hours=1)


class Undelivered(Exception):
    """Nobody took it. The message says why.

    `is_final`: another try would end alike. `is_silence`: nobody answered, so whatever else waits for them may wait a
    little too. `again_in` is when they asked to be tried again.
    """

    def __init__(self, why: str, *, is_final=False, is_silence=False, again_in: timedelta | None = None):
        self.is_final, self.is_silence, self.again_in = is_final, is_silence, again_in
        super().__init__(why)


def post(url: str, body: bytes, headers: Mapping[str, str]) -> None:
    """POST, and hear that it was taken (2xx). Raises Undelivered."""
    try:
        answer = outgoing.send("POST", url, body, headers=headers)
    except outgoing.Refused as refusal:
        raise Undelivered(str(refusal), is_final=True) from refusal
    except outgoing.NoAnswer as silence:
        raise Undelivered(str(silence), is_silence=True) from silence
    if not answer.is_yes:
        said = answer.body[:200].decode(errors="replace").strip()
        wait = _asked_wait(answer) if answer.status in ASKS_TO_WAIT else None
        raise Undelivered(f"Answered {answer.status}: {said}", is_final=answer.status == GONE, again_in=wait)


def post_json(url: str, said: object, headers: Mapping[str, str]) -> None:
    post(url, as_json(said), {"Content-Type": "application/json; charset=utf-8"} | dict(headers))


def as_json(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _asked_wait(answer: outgoing.Answer) -> timedelta | None:
    """How long an answer asks to wait (Retry-After, RFC 9110 § 10.2.3), where it says so in seconds."""
    seconds = answer.headers.get("retry-after", "")
    return min(timedelta(seconds=int(seconds)), LONGEST_WAIT) if seconds.isdecimal() else None
