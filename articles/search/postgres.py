"""Search on PostgreSQL: weighted text vectors that hold each word as it is and as its language stems it."""

from datetime import UTC, datetime

from django.db import connection

from articles.search.documents import Document
from articles.search.words import plain_words, spelled_words

# The text-search configurations that PostgreSQL brings since version 14, by the language's first subtag (BCP 47).
CONFIGS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}

# Each word twice, as it is (`plain`) and as its language stems it (`spelled`); stems of the text keep no positions, as
# phrases are looked for in the words as they are. `marks` are words that no reader can ask for: language and time.
_ENTER = """
    INSERT INTO articles_search (edition_id, config, head, words)
    SELECT edition, config, head, head || to_tsvector('simple', body)
        || strip(to_tsvector(config::regconfig, body_spelled)) || array_to_tsvector(string_to_array(marks, ' '))
    FROM (
        SELECT *, setweight(to_tsvector('simple', headline), 'A')
            || setweight(to_tsvector(config::regconfig, headline_spelled), 'A')
            || setweight(to_tsvector('simple', around), 'B')
            || setweight(to_tsvector(config::regconfig, around_spelled), 'B') AS head
        FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[],
            %s::text[]) AS document (edition, config, marks, headline, headline_spelled, around, around_spelled,
            body, body_spelled)
    ) AS documents
    ON CONFLICT (edition_id)
    DO UPDATE SET config = excluded.config, head = excluded.head, words = excluded.words
"""
_FORGET = "DELETE FROM articles_search WHERE edition_id = ANY(%s)"


def config_of(language: str) -> str:
    """The configuration that stems a language, such as `english` for `en-GB`; `simple` for one without."""
    return CONFIGS.get(language.partition("-")[0].lower(), "simple")


def index(documents: list[Document]) -> None:
    """Put documents in, in the place of what is there of the same editions."""
    columns = zip(*map(_row, documents), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_ENTER, [list(column) for column in columns])


def forget(editions) -> None:
    """Take editions out, by their keys."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [list(editions)])


def _row(document: Document) -> tuple:
    config = config_of(document.language)
    texts = (document.headline, document.around, document.body)
    spellings = [" ".join(words(text)) for text in texts for words in (plain_words, spelled_words)]
    return document.edition, config, " ".join((language_mark(config), *time_marks(document.at))), *spellings


def language_mark(config: str) -> str:
    """The word by which the index knows what an edition is stemmed as."""
    return f"#{config}"


def time_marks(at: datetime) -> tuple[str, str, str]:
    """The words by which the index knows when an edition's story first appeared: decade, year and month, in UTC."""
    at = at.astimezone(UTC)
    return f"#{at.year // 10}", f"#{at.year}", f"#{at.year}-{at.month}"
