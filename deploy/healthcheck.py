"""Ask the paper in this container whether it is alive: exit status 0 where /healthz answers 200.

It asks under a name the paper answers to, since a request for 127.0.0.1 is refused like any other stranger's, and
waits a little: while PostgreSQL is away, every thread may be waiting for it, which is no death.
"""

import http.client
import os
import sys

name = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].lstrip(".").replace("*", "localhost")
connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=9)
connection.request("GET", "/healthz", headers={"Host": name})
sys.exit(connection.getresponse().status != http.client.OK)
