"""Feeds: the newest of the paper, a section, a topic, an author or a place, as RSS 2.0, Atom 1.0 and JSON Feed 1.1."""
