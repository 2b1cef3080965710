"""A server starts by the words of the docs, or says what it misses."""

import json
import os
import re
import shlex
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.db import connection

from .files import DOCS, PROJECT, SITE

COMPLETE = {
    "SECRET_KEY": "Lx8fT2vQ9sWm4Zr7Kp1Nc6Yb3Hd5Jg0Ae-Vu_RiOoXtEwBzCqFkMnGhSl",
    "LEARN_PUBLIC_URL": "https://hoc.example.vn",
    "DATABASE_URL": "postgres://nobody:secret@127.0.0.1:1/none",
}
BASE = {
    "PATH": os.environ["PATH"],
    "PYTHONPATH": os.pathsep.join(
        [str(SITE), str(PROJECT), str(Path(__file__).parent)]
    ),
}
LOAD = "import config.settings.production"
PATIENCE = 60


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env={**BASE, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def manage(*arguments: str, **environment: str) -> str:
    process = run("site/manage.py", *arguments, **environment)
    written = process.stdout + process.stderr
    assert process.returncode == 0, written
    return written


@pytest.mark.parametrize("name", COMPLETE)
def test_a_missing_variable_stops_the_start_with_a_sentence(name):
    given = {key: value for key, value in COMPLETE.items() if key != name}
    process = run("-c", LOAD, **given)
    assert process.returncode != 0
    assert f"The environment variable {name} is missing: " in process.stderr


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("LEARN_PUBLIC_URL", "http://hoc.example.vn", "must start with https://"),
        ("DATABASE_URL", "sqlite:///db.sqlite3", "must name a PostgreSQL database"),
    ],
)
def test_a_wrong_variable_stops_it_too(name, value, sentence):
    process = run("-c", LOAD, **{**COMPLETE, name: value})
    assert process.returncode != 0
    assert sentence in process.stderr


def test_a_complete_environment_passes_the_checks_for_deployment():
    written = manage(
        *["check", "--deploy"],
        DJANGO_SETTINGS_MODULE="config.settings.production",
        **COMPLETE,
    )
    # The web font is missing where set-up could not reach npm's registry.
    assert set(re.findall(r"\((\w+\.[WEC]\d+)\)", written)) <= {"home.W001"}, written


def test_production_makes_no_demo_account_and_reviews_before_it_certifies():
    script = (
        f"{LOAD} as s; print(s.DEMO_ACCOUNTS, s.LEARN_CERTIFICATES_REQUIRE_REVIEW, "
        "s.DEBUG, s.DATABASES['default']['OPTIONS']['pool'])"
    )
    process = run("-c", script, **COMPLETE)
    assert process.stdout.strip() == "False True False {'min_size': 1, 'max_size': 8}"


@pytest.mark.django_db
def test_the_documented_command_serves_the_site(tmp_path):
    """Static files are collected as documented, hashed and compressed."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "server_settings",
        "LEARN_STATIC_ROOT": str(tmp_path / "static"),
        **database_of_this_test(tmp_path),
    }
    manage("collectstatic", "--no-input", "--verbosity", "0", **environment)
    hashed = collected(tmp_path / "static")

    port = free_port()
    command = server_command(port)
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            command, cwd=PROJECT, env={**BASE, **environment}, stdout=log, stderr=log
        )
        try:
            health = wait_for(f"http://127.0.0.1:{port}/healthz", server)
            assert (health.status, health.read()) == (200, b"ok"), log_of(tmp_path)

            missing = get(f"http://127.0.0.1:{port}/khong-co-trang-nay/")
            assert missing.status == 404, log_of(tmp_path)
            assert "111" in missing.read().decode()

            door = get(f"http://127.0.0.1:{port}/dang-nhap/")
            assert door.status == 200, log_of(tmp_path)
            shown = door.read().decode()
            sheet = re.search(r'href="(/static/site/[^"]+\.css)"', shown).group(1)
            assert sheet.removeprefix("/static/") == hashed

            style = get(f"http://127.0.0.1:{port}{sheet}", **{"Accept-Encoding": "br"})
            assert style.status == 200
            assert style.headers["Content-Encoding"] == "br"
            assert "immutable" in style.headers["Cache-Control"]
        finally:
            server.terminate()
            server.wait(timeout=20)


def database_of_this_test(folder: Path) -> dict[str, str]:
    """Return the environment that leads a server to the tables of this run."""
    if connection.vendor == "postgresql":
        found = connection.settings_dict
        secret = f":{found['PASSWORD']}" if found["PASSWORD"] else ""
        host = f"{found['HOST'] or 'localhost'}:{found['PORT'] or 5432}"
        address = f"postgres://{found['USER']}{secret}@{host}/{found['NAME']}"
        return {**COMPLETE, "DATABASE_URL": address}
    copy = folder / "db.sqlite3"
    with (
        sqlite3.connect(connection.settings_dict["NAME"]) as source,
        sqlite3.connect(copy) as target,
    ):
        source.backup(target)
    return {"LACHAN_DATABASE": str(copy)}


def server_command(port: int) -> list[str]:
    """Return the command of the how-to, with a port that is free."""
    text = (DOCS / "how-to" / "deploy.md").read_text()
    block = re.search(r"```sh\n([^`]*-m granian[^`]*)```", text).group(1)
    words = shlex.split(block.replace("\\\n", " "))
    assert words[0] == ".venv/bin/python"
    words[0] = sys.executable
    words[words.index("--port") + 1] = str(port)
    return words


def collected(static_root: Path) -> str:
    """Return the hashed name of our style sheet, once all forms of it are there."""
    manifest = json.loads((static_root / "staticfiles.json").read_text())["paths"]
    hashed = manifest["site/css/site.css"]
    assert re.fullmatch(r"site/css/site\.[0-9a-f]{12}\.css", hashed)
    for ending in ("", ".br", ".gz"):
        assert (static_root / f"{hashed}{ending}").is_file()
    return hashed


def get(address: str, **headers: str):
    """Ask as the proxy in front would."""
    sent = {"Host": "hoc.example.vn", "X-Forwarded-Proto": "https", **headers}
    request = urllib.request.Request(address, headers=sent)  # noqa: S310
    try:
        return urllib.request.urlopen(request, timeout=10)  # noqa: S310
    except urllib.error.HTTPError as error:
        return error


def wait_for(address: str, server: subprocess.Popen):
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return get(address)
        except OSError:
            assert server.poll() is None, "the server ended"
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.2)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def log_of(folder: Path) -> str:
    return (folder / "log").read_text()
