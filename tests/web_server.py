"""A real web server for tests: whatever the house asks of others arrives here."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Server(ThreadingHTTPServer):
    """A real server that answers as each test wants, and remembers what it was asked."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, answer):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                length = int(self.headers.get("content-length", 0))
                self.server.asked.append((self.command, self.path, self.headers, self.rfile.read(length)))
                answer(self)

            do_POST = do_GET

            def log_message(self, *line):
                """Quiet."""

        super().__init__(("127.0.0.1", 0), Handler)
        self.asked = []
        self.host = f"127.0.0.1:{self.server_port}"
        self.url = f"http://{self.host}"


@contextmanager
def serving(answer):
    server = Server(answer)
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def say(handler, status=200, body=b"Yes.", **headers):
    handler.send_response(status)
    for name, value in {"Content-Length": len(body), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)
