"""Ask a server for some addresses in turn, over and over, on several connections that stay open."""

import http.client
import threading
import time
from itertools import cycle


def requests_a_second(
    port: int, addresses: list[str], *, connections: int = 8, seconds: float = 2.0
) -> float:
    """Full answers a second from 127.0.0.1, after a short warm-up; the asking costs the same machine too."""
    counts = [0] * connections
    start = time.monotonic() + 0.3
    end = start + seconds

    def ask(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        first = number * len(addresses) // connections
        for address in cycle(addresses[first:] + addresses[:first]):
            if (now := time.monotonic()) >= end:
                break
            connection.request("GET", address)
            connection.getresponse().read()
            counts[number] += now >= start
        connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds
