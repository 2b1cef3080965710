"""Serve the site with its worker and its clock; stop all three together.

Plain Python, so that a start with nothing to prepare loads Django only once.
"""

import argparse
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

SITE = Path(__file__).resolve().parents[1]
PROJECT = SITE.parent
VAR = SITE / "var"
STAMP = VAR / ".prepared"
#: What `manage.py prepare` said last; the demo accounts among it.
REPORT = VAR / ".prepared.txt"
#: What the database is made from: a change here means work at the next start.
SOURCES = [
    "*/migrations/*.py",
    "site/*/migrations/*.py",
    "site/content/**/*",
    "site/home/content/*.py",
    "site/home/demo.py",
    "people/services/organisation.py",
    "requirements.txt",
]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    os.environ["PORT"] = str(options.port)
    if is_taken(options.port):
        say(f"Port {options.port} is taken. Try: make run PORT={options.port + 1}")
        return 1
    prepare()
    processes = [start(*server(options.host, options.port))]
    signal.signal(signal.SIGTERM, stop)
    try:
        wait_until_served(processes[0], options.port)
        say(f"\nLá Chắn: http://localhost:{options.port}")
        say(f"Wagtail: http://localhost:{options.port}/admin/")
        say(REPORT.read_text().strip())
        say("Ctrl+C stops it.")
        processes += [start(*command) for command in helpers()]
        ended = wait_for_any(processes)
        say(f"{' '.join(ended.args[1:4])} ended with {ended.returncode}.")
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for process in processes:
            if process.poll() is None:
                process.terminate()
        for process in processes:
            process.wait(timeout=20)


def prepare() -> None:
    """Bring database and content up to date, unless nothing changed."""
    wanted = fingerprint()
    if STAMP.is_file() and STAMP.read_text() == wanted and database_exists():
        return
    say("Preparing the database …")
    command = [sys.executable, str(SITE / "manage.py"), "prepare"]
    result = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603
    if result.returncode:
        raise SystemExit(result.returncode)
    REPORT.write_text(result.stdout)
    STAMP.write_text(wanted)


def fingerprint() -> str:
    found = hashlib.sha256()
    for name in ("DATABASE_URL", "LACHAN_DATABASE", "DJANGO_SETTINGS_MODULE"):
        found.update(os.environ.get(name, "").encode() + b"\0")
    for pattern in SOURCES:
        for path in sorted(PROJECT.glob(pattern)):
            if path.is_file():
                found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def database_exists() -> bool:
    if os.environ.get("DATABASE_URL"):
        return True
    return Path(os.environ.get("LACHAN_DATABASE", VAR / "db.sqlite3")).is_file()


def server(host: str, port: int) -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi",
        "--host", host, "--port", str(port), "--workers", "1",
        "--blocking-threads", "4", "--no-ws", "--log-level", "warning",
        "--working-dir", str(SITE), "config.wsgi:application",
    ]  # fmt: skip


def helpers() -> list[list[str]]:
    """Return the commands of the task worker and of the clock."""
    manage = [sys.executable, str(SITE / "manage.py")]
    return [
        [*manage, "db_worker", "--interval", "1", "--no-startup-delay"],
        [*manage, "run_due", "--every", "60"],
    ]


def start(*command: str) -> subprocess.Popen:
    return subprocess.Popen(command, cwd=SITE)  # noqa: S603


def wait_until_served(process: subprocess.Popen, port: int) -> None:
    while not is_taken(port):
        if process.poll() is not None:
            raise SystemExit(f"The web server ended with {process.returncode}.")
        time.sleep(0.05)


def wait_for_any(processes: list[subprocess.Popen]) -> subprocess.Popen:
    """Return the process that ended first; the others are stopped then."""
    while True:
        for process in processes:
            if process.poll() is not None:
                return process
        time.sleep(0.5)


def is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def stop(signum, frame) -> None:
    raise KeyboardInterrupt


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    raise SystemExit(main())
