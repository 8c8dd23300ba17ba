"""Text out of files: without the sign no database takes, without blanks around it, and never endless."""

LONGEST = 10_000  # letters of one statement
MOST = 200  # statements in one list


def tidy(text: str) -> str:
    return text.replace("\x00", "").strip()[:LONGEST].strip()


def decoded(raw: bytes, *, is_utf8: bool = False) -> str:
    """Bytes as text: UTF-8 where it is, or says so, or else Windows-1252, which is what older programs wrote."""
    try:
        return tidy(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return tidy(raw.decode("utf-8" if is_utf8 else "cp1252", errors="replace"))


def several(values: list[str]) -> list[str]:
    """Each once, in their order, as many as anybody reads."""
    return list(dict.fromkeys(filter(None, map(tidy, values))))[:MOST]
