"""Print, from one run, how fast the site is and how that compares with Wagtail's own.

Rows: json (a bare JSON view), stock (the same lesson body through Wagtail's
unmodified serve, logged in, uncached), lesson (our lesson page for a logged-in
learner), result (recording that a lesson was read), quiz (submitting a quiz).
On SQLite, and on PostgreSQL where DATABASE_URL names a server. Also written to
site/var/bench.json. Numbers of different runs or machines are not comparable;
the ratios of one run are.
"""

import contextlib
import itertools
import json
import os
import socket
import subprocess
import sys
import time
import uuid
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
VAR = PROJECT / "site" / "var"
sys.path.insert(0, str(HERE))

import load  # noqa: E402

SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
CONNECTIONS = 8


def main() -> None:
    report = {"seconds_a_row": SECONDS, "connections": CONNECTIONS, "databases": {}}
    report["databases"]["sqlite"] = measure("")
    if url := os.environ.get("DATABASE_URL"):
        with scratch_database(url) as scratch:
            report["databases"]["postgresql"] = measure(scratch)
    target = VAR / "bench.json"
    target.write_text(json.dumps(report, indent=2))
    print(f"\nWritten to {target.relative_to(PROJECT)}.")  # noqa: T201


def measure(database: str) -> dict:
    name = "PostgreSQL" if database else "SQLite"
    plan_file = VAR / "bench" / "plan.json"
    plan_file.parent.mkdir(parents=True, exist_ok=True)
    if not database:
        for file in plan_file.parent.glob("db.sqlite3*"):
            file.unlink()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bench_settings",
        "PYTHONPATH": os.pathsep.join([str(HERE), str(PROJECT), str(PROJECT / "site")]),
        "BENCH_DATABASE": database,
    }
    subprocess.run(
        [sys.executable, str(HERE / "prepare.py"), str(plan_file)],
        env=environment,
        check=True,
    )
    plan = json.loads(plan_file.read_text())
    rows = {}
    with server({**environment, "BENCH_STOCK": "1"}) as (port, pid):
        cookies = itertools.cycle(plan["cookies"])
        path = f"/bench/stock{plan['lesson']}"
        rows["stock"] = row(port, pid, (load.get(path, next(cookies)) for _ in forever))
    with server(environment) as (port, pid), worker(environment) as worker_pid:
        rows["json"] = row(port, pid, (load.get("/bench/json/") for _ in forever))
        cookies = itertools.cycle(plan["cookies"])
        rows["lesson"] = row(
            port, pid, (load.get(plan["lesson"], next(cookies)) for _ in forever)
        )
        rows["result"] = row(port, pid, posts(plan["result"]))
        rows["quiz"] = row(port, pid, posts(plan["quiz"]))
        resident = (resident_kb(pid) + resident_kb(worker_pid)) // 1024
    for item in rows.values():
        item["of_stock"] = round(item["per_second"] / rows["stock"]["per_second"], 2)
        item["of_json"] = round(item["per_second"] / rows["json"]["per_second"], 3)
    show(name, rows, resident)
    return {"rows": rows, "web_and_worker_mb": resident}


def posts(planned: list) -> "itertools.chain":
    return (load.post(path, body.encode(), cookie) for path, body, cookie in planned)


forever = itertools.repeat(None)


def row(port: int, pid: int, requests) -> dict:
    load.run(
        port=port, requests=itertools.islice(requests, 40), connections=4, seconds=5
    )
    before = cpu_seconds(pid)
    outcome = load.run(
        port=port, requests=requests, connections=CONNECTIONS, seconds=SECONDS
    )
    used = cpu_seconds(pid) - before
    if outcome.failed:
        raise SystemExit(f"{outcome.failed} of {outcome.requests} requests failed.")
    return {
        "requests": outcome.requests,
        "per_second": round(outcome.per_second, 1),
        "cpu_ms": round(used * 1000 / max(outcome.requests, 1), 3),
        "p50_ms": round(outcome.wait_ms(0.5), 1),
        "p95_ms": round(outcome.wait_ms(0.95), 1),
    }


@contextlib.contextmanager
def server(environment: dict):
    """Run one worker of the documented server on a core of its own."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi",
        "--port", str(port), "--workers", "1", "--blocking-threads", "1",
        "--no-ws", "--log-level", "error", "config.wsgi:application",
    ]  # fmt: skip
    process = subprocess.Popen(command, env=environment, cwd=PROJECT / "site")
    try:
        wait_for(port)
        child = children(process.pid)[-1]
        pin(child, 0)
        pin(os.getpid(), 1)
        yield port, child
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def worker(environment: dict):
    """Run the task worker, as a site does."""
    command = [sys.executable, str(PROJECT / "site" / "manage.py"), "db_worker"]
    process = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def scratch_database(url: str):
    """Make a database beside the named one, and drop it afterwards."""
    import psycopg

    name = f"la_chan_bench_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield url.rpartition("/")[0] + f"/{name}"
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def show(name: str, rows: dict, resident: int) -> None:
    lines = [
        f"\n{name}: one worker, {CONNECTIONS} connections",
        f"{'':8}{'req/s':>9}{'CPU ms':>9}{'p50 ms':>9}{'p95 ms':>9}"
        f"{'× stock':>9}{'× json':>9}",
    ]
    for key in ("json", "stock", "lesson", "result", "quiz"):
        item = rows[key]
        lines.append(
            f"{key:8}{item['per_second']:9.0f}{item['cpu_ms']:9.2f}"
            f"{item['p50_ms']:9.1f}{item['p95_ms']:9.1f}"
            f"{item['of_stock']:9.2f}{item['of_json']:9.3f}"
        )
    lines.append(f"web and worker: {resident} MB resident")
    print("\n".join(lines))  # noqa: T201


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int) -> None:
    for _attempt in range(200):
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", port)),
        ):
            return
        time.sleep(0.1)
    raise SystemExit("The server did not start.")


def pin(pid: int, core: int) -> None:
    if (os.cpu_count() or 1) > 1 and hasattr(os, "sched_setaffinity"):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            os.sched_setaffinity(int(thread.name), {core})


def children(pid: int) -> list[int]:
    """Return the process and those it started, on Linux."""
    found = [pid]
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[1]) == pid:
                found.append(int(stat.parent.name))
    return found


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_kb(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0


if __name__ == "__main__":
    main()
