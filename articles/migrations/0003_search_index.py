from django.db import migrations

# SQLite: the text in a table of its own, and the words of it in an FTS5 index that triggers keep in step. `marks` are
# words by which a search is narrowed to a section, a writer or a place. The foreign
# key takes rows away with their edition; a trigger on the editions' table would be lost whenever Django remakes that.
# `place` orders editions by their first publication, so that the index itself can walk from the newest back.
SQLITE = (
    """
    CREATE TABLE articles_searchtext (
        place INTEGER PRIMARY KEY,
        edition_id bigint NOT NULL UNIQUE REFERENCES articles_edition (id)
            ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        headline text NOT NULL,
        around text NOT NULL,
        body text NOT NULL,
        marks text NOT NULL
    )
    """,
    """
    CREATE VIRTUAL TABLE articles_search USING fts5 (
        headline, around, body, marks, content = 'articles_searchtext', content_rowid = 'place',
        columnsize = 0, tokenize = 'porter unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TRIGGER articles_searchtext_enters AFTER INSERT ON articles_searchtext BEGIN
        INSERT INTO articles_search (rowid, headline, around, body, marks)
        VALUES (new.place, new.headline, new.around, new.body, new.marks);
    END
    """,
    """
    CREATE TRIGGER articles_searchtext_leaves AFTER DELETE ON articles_searchtext BEGIN
        INSERT INTO articles_search (articles_search, rowid, headline, around, body, marks)
        VALUES ('delete', old.place, old.headline, old.around, old.body, old.marks);
    END
    """,
)
SQLITE_BACK = ("DROP TABLE articles_search", "DROP TABLE articles_searchtext")

# PostgreSQL: `head` holds the words of the headline (weight A) and around it (B), small enough to rank by; `words` all
# of them with the text's, and `body` the text for snippets, both kept out of the row so that many rows are quick to
# visit. Triggers instead of a foreign key, which would forbid to truncate the editions.
POSTGRES = (
    """
    CREATE TABLE articles_search (
        edition_id bigint PRIMARY KEY,
        config text NOT NULL,
        head tsvector NOT NULL,
        words tsvector NOT NULL,
        body text NOT NULL
    ) WITH (toast_tuple_target = 128)
    """,
    "ALTER TABLE articles_search ALTER head SET STORAGE MAIN, ALTER words SET STORAGE EXTERNAL",
    "CREATE INDEX articles_search_words ON articles_search USING gin (words)",
    "CREATE INDEX articles_search_config ON articles_search (config)",
    """
    CREATE FUNCTION articles_search_forgets_editions() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            TRUNCATE articles_search;
        ELSE
            DELETE FROM articles_search WHERE edition_id IN (SELECT id FROM gone);
        END IF;
        RETURN NULL;
    END
    $$
    """,
    """
    CREATE TRIGGER articles_search_forgets_deleted AFTER DELETE ON articles_edition
        REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION articles_search_forgets_editions()
    """,
    """
    CREATE TRIGGER articles_search_forgets_all AFTER TRUNCATE ON articles_edition
        FOR EACH STATEMENT EXECUTE FUNCTION articles_search_forgets_editions()
    """,
)
POSTGRES_BACK = (
    "DROP TRIGGER articles_search_forgets_all ON articles_edition",
    "DROP TRIGGER articles_search_forgets_deleted ON articles_edition",
    "DROP FUNCTION articles_search_forgets_editions()",
    "DROP TABLE articles_search",
)


def _run(statements, schema_editor):
    for statement in statements:
        schema_editor.execute(statement)


def make(apps, schema_editor):
    _run(POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE, schema_editor)


def unmake(apps, schema_editor):
    _run(POSTGRES_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK, schema_editor)


class Migration(migrations.Migration):
    """The index behind readers' search. `manage.py reindex` fills it from the editions."""

    dependencies = (("articles", "0002_editions_never_overlap"),)

    operations = (migrations.RunPython(make, unmake),)
