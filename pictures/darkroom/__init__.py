"""Where files are unpacked: in a process of its own, with capped memory and time. Nothing in here knows Django.

`light.py` opens a file and brings it upright, `metadata.py` reads what stands in it (`exif.py`, `iptc.py`, `xmp.py`;
`credentials.py` with `carried.py`, `jumbf.py`, `cbor.py`),
`prints.py` cuts and writes renditions, `sealing.py` signs them (`chain.py`: what goes along), `jobs.py` is what can be
asked for, `__main__.py` the process, which `pictures.child` starts.
"""

BROKEN = "It is broken, or breaks off before its end: have it sent again."
