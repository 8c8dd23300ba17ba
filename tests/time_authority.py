"""An authority that witnesses hours (RFC 3161), for tests: openssl, behind a door of its own."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from cryptography.x509.oid import ExtendedKeyUsageOID

from tests.certificates import pair

_END = b"-----END CERTIFICATE-----\n"
_HOW = """
[tsa]
default_tsa = house
[house]
serial = {folder}/serial
signer_cert = {folder}/own.pem
certs = {folder}/root.pem
signer_key = {folder}/key.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ess_cert_id_alg = sha256
"""


@contextmanager
def time_authority(folder: Path) -> Iterator[tuple[str, str]]:
    """Its address, and the certificate of whom to trust, as PEM."""
    clock = pair("Clock House", purpose=ExtendedKeyUsageOID.TIME_STAMPING)
    own, root, _ = clock.certificates.split(_END)
    lying = {"own.pem": own + _END, "root.pem": root + _END, "key.pem": clock.key, "serial": b"01"}
    for name, content in (lying | {"how": _HOW.format(folder=folder).encode()}).items():
        (folder / name).write_bytes(content)

    class Door(BaseHTTPRequestHandler):
        def do_POST(self):
            (folder / "asked").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            how = ["-config", folder / "how", "-queryfile", folder / "asked", "-out", folder / "answer"]
            subprocess.run(["openssl", "ts", "-reply", *how], check=True, capture_output=True)
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write((folder / "answer").read_bytes())

        def log_message(self, *_):
            """Nobody reads along."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", (root + _END).decode()
        server.shutdown()
