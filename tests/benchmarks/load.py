"""A small HTTP load generator: keep-alive sockets, one thread, no dependency."""

import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Outcome:
    """What a run of requests came to."""

    requests: int = 0
    failed: int = 0
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds if self.seconds else 0.0

    def wait_ms(self, share: float) -> float:
        ordered = sorted(self.waits)
        return ordered[int(share * (len(ordered) - 1))] * 1000 if ordered else 0.0


def run(
    *, port: int, requests: Iterator[bytes], connections: int, seconds: float
) -> Outcome:
    """Send requests over so many connections until time or requests are up."""
    outcome = Outcome()
    selector = selectors.DefaultSelector()
    start = time.perf_counter()
    end = start + seconds
    for _number in range(connections):
        _send_next(selector, None, port, requests)
    while selector.get_map() and time.perf_counter() < end:
        for key, _events in selector.select(timeout=0.5):
            state = key.data
            chunk = key.fileobj.recv(65536)
            state["seen"] += chunk
            status = _finished(state["seen"], closed=not chunk)
            if status is None:
                continue
            outcome.requests += 1
            outcome.failed += not 200 <= status < 400
            outcome.waits.append(time.perf_counter() - state["sent"])
            selector.unregister(key.fileobj)
            _send_next(selector, key.fileobj if chunk else None, port, requests)
    outcome.seconds = time.perf_counter() - start
    for key in list(selector.get_map().values()):
        key.fileobj.close()
    return outcome


def get(path: str, cookie: str = "") -> bytes:
    cookies = f"Cookie: {cookie}\r\n" if cookie else ""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{cookies}\r\n".encode()


def post(path: str, body: bytes, cookie: str) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _send_next(selector, connection, port, requests) -> None:
    request = next(requests, None)
    if request is None:
        return
    connection = connection or socket.create_connection(("127.0.0.1", port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.sendall(request)
    state = {"seen": b"", "sent": time.perf_counter()}
    selector.register(connection, selectors.EVENT_READ, state)


def _finished(seen: bytes, *, closed: bool) -> int | None:
    """Return the status once the whole response is there."""
    head, separator, body = seen.partition(b"\r\n\r\n")
    if not separator:
        return 599 if closed else None
    lowered = head.lower()
    status = int(head[9:12])
    if b"\r\ncontent-length:" in lowered:
        length = int(lowered.split(b"\r\ncontent-length:")[1].split(b"\r\n")[0])
        return status if len(body) >= length or closed else None
    if b"transfer-encoding: chunked" in lowered:
        return status if body.endswith(b"0\r\n\r\n") or closed else None
    return status
