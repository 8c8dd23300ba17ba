"""The demo paper: The Meridian, which does not exist, with its people, places and stories as data.

The copy lies in the TOML files beside this one; `paper` reads and checks it, `moments` knows its times, and the
command `manage.py demo` sets it up and says the workflow's verbs over it.
"""
