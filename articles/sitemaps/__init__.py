"""Sitemaps (sitemaps.org) for search engines: an index, one for each month, and the last two days for Google News."""
