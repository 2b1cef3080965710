"""Serve the site with its worker and its clock; stop all three together."""

import os
import signal
import subprocess
import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home.demo import describe_accounts
from home.setup import prepare


class Command(BaseCommand):
    help = (
        "Bring database and content up to date, then run the web server, the task "
        "worker and run_due until Ctrl+C."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="0.0.0.0")  # noqa: S104

    def handle(self, *args, port, host, **options):
        prepare(say=self.stdout.write)
        address = f"http://localhost:{port}"
        environment = {**os.environ, "PORT": str(port)}
        processes = [
            subprocess.Popen(command, env=environment, cwd=settings.SITE_DIR)  # noqa: S603
            for command in self.commands(host, port)
        ]
        self.stdout.write(f"\nLá Chắn: {address}   (Wagtail: {address}/admin/)")
        for line in describe_accounts():
            self.stdout.write(line)
        self.stdout.write("Ctrl+C stops it.\n")
        self.stdout.flush()
        signal.signal(signal.SIGTERM, _stop)
        try:
            failed = self._wait(processes)
        except KeyboardInterrupt:
            failed = None
        finally:
            for process in processes:
                if process.poll() is None:
                    process.terminate()
            for process in processes:
                process.wait(timeout=20)
        if failed is not None:
            raise CommandError(f"{failed.args[1:3]} ended with {failed.returncode}.")

    def commands(self, host: str, port: int) -> list[list[str]]:
        manage = [sys.executable, str(settings.SITE_DIR / "manage.py")]
        server = [
            sys.executable, "-m", "granian", "--interface", "wsgi",
            "--host", host, "--port", str(port), "--workers", "1",
            "--blocking-threads", "4", "--no-ws", "--log-level", "warning",
            "--working-dir", str(settings.SITE_DIR),
            "config.wsgi:application",
        ]  # fmt: skip
        worker = [*manage, "db_worker", "--interval", "1", "--no-startup-delay"]
        return [server, worker, [*manage, "run_due", "--every", "60"]]

    def _wait(self, processes):
        """Return the process that ended first; the others are stopped then."""
        while True:
            for process in processes:
                if process.poll() is not None:
                    return process
            time.sleep(0.5)


def _stop(signum, frame):
    raise KeyboardInterrupt
