"""Finished pages, kept and served until what they show has changed: DESIGN’s chapter on caching, in one middleware.

`addresses` says which pages are kept and under what key, `entry` what is kept of one, `store` where; `pulse` knows from
the database whether it still holds, `headers` what browsers and shared caches are told, `middleware` puts it together.
"""
