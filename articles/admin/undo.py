"""Taking back what was just said: the next page offers it once, on a button and on Z."""

KEY = "undo"


def offer(request, said: str, url: str, **fields) -> None:
    """Say what was done, and offer to POST these fields to an address in order to take it back."""
    request.session[KEY] = {
        "said": said,
        "url": url,
        "fields": {name: value or "" for name, value in fields.items()},
    }


def taken_from(request) -> dict | None:
    """What can be taken back on this page. It is offered once."""
    return request.session.pop(KEY, None) if KEY in request.session else None
