"""Servers for the length of a measurement: a PostgreSQL of our own, and the paper under granian."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def postgresql_programs() -> Path | None:
    """Where the newest PostgreSQL server's programs are; None if there is none on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    program = found[-1] if found else shutil.which("initdb")
    return Path(program).parent if program else None


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL in a folder, with an empty database or the one that is there: yields its DATABASE_URL.

    It asks nobody for a password.
    """
    port, data = free_port(), folder / "postgresql"
    if not data.exists():
        data.mkdir()
        if os.geteuid() == 0:
            shutil.chown(data, "postgres")
        _run("initdb", data, *"-U newsroom -A trust -E UTF8 --locale C.UTF-8 -N".split())
    start_postgresql(folder, port)
    try:
        yield f"postgresql://newsroom@127.0.0.1:{port}/postgres"
    finally:
        stop_postgresql(folder)


def start_postgresql(folder: Path, port: int) -> None:
    """Start the PostgreSQL of a folder, at a port of 127.0.0.1."""
    data = folder / "postgresql"
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={data} -c shared_buffers=512MB"
    )
    _run("pg_ctl", data, "-l", f"{data}/log", "-w", "-s", "-o", options, "start")


def stop_postgresql(folder: Path) -> None:
    _run("pg_ctl", folder / "postgresql", "-m", "fast", "-s", "stop")


def _run(program: str, data: Path, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on a cluster; it refuses to be run by root."""
    unprivileged = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*unprivileged, f"{postgresql_programs()}/{program}", "-D", f"{data}/cluster", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


@contextmanager
def granian(environment: dict[str, str], *, workers: int = 1) -> Iterator[int]:
    """The paper under granian, by default with one worker: what one processor serves. Yields its port."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    command += [
        "--workers",
        str(workers),
        "--no-access-log",
        "--log-level",
        "error",
        "bench.wsgi:application",
    ]
    server = subprocess.Popen(command, env=environment)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("granian did not start within 20 seconds")
