"""A ShotTracker on loopback: signed requests, documented answers, and the footage behind them."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path
from socket import IPPROTO_TCP, TCP_NODELAY, create_server, socket
from threading import Thread
from types import TracebackType
from typing import Final, Self

import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reviewer.demo.answers import Answers
from reviewer.demo.gateway import Credentials, refusal
from reviewer.demo.truth import SimGame, SimHalf

CREDENTIALS: Final = Credentials("demo-user", "demo-secret")
EVENT_ID: Final = "demo"

_MEDIA: Final = "/media/"
_STOP_S: Final = 0.7
"""How long a stop waits for answers under way before it drops them."""


@dataclass(frozen=True, slots=True)
class LoggedRequest:
    method: str
    path: str
    had_authorization: bool


class DemoServer:
    """Serves one game and its footage on loopback, from a thread with an event loop of its own.

    Use it in a `with`, or call `start` and `stop`. `requests` tells what was asked for so far;
    `now_s` is the server's idea of the time, in seconds since the epoch.
    """

    event_id = EVENT_ID
    usual_port = 47_114
    """Where it can be found from start to start, so that what was corrected is known again."""
    user = CREDENTIALS.user
    secret = CREDENTIALS.secret

    def __init__(
        self,
        game: SimGame,
        footage: Path,
        *,
        port: int = 0,
        now_s: Callable[[], float] = time.time,
    ) -> None:
        self._game = game
        self.requests: list[LoggedRequest] = []
        self._socket = _listening(port)
        self._socket.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)  # else every answer waits 40 ms
        self.port: int = self._socket.getsockname()[1]
        self.base_url = f"http://127.0.0.1:{self.port}"
        routes = Answers(game, footage, self.base_url, now_s).routes()
        app = _Gate(Starlette(routes=routes), self.requests, now_s)
        config = uvicorn.Config(
            app,
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            date_header=False,
            server_header=False,
        )
        self._server = uvicorn.Server(config)
        self._thread = Thread(target=self._serve, name=f"demo-server-{self.port}", daemon=True)

    def stream_url(self, half: SimHalf) -> str:
        """The address of a half's playlist."""
        return f"{self.base_url}{_MEDIA}{half.period.lower()}/index.m3u8?take={self._game.take}"

    def start(self) -> None:
        """Begin to serve; the socket already listens, so requests may come at once."""
        self._thread.start()

    def stop(self) -> None:
        """Stop serving, within a second also when an answer is stuck."""
        self._server.should_exit = True
        if self._thread.ident is not None:
            self._thread.join(_STOP_S)
            if self._thread.is_alive():
                self._drop_answers()
            self._thread.join()
        self._socket.close()

    def _drop_answers(self) -> None:
        for server in self._server.servers:
            server.get_loop().call_soon_threadsafe(self._abort_connections)

    def _abort_connections(self) -> None:
        for connection in list(self._server.server_state.connections):
            if connection.transport is not None:
                connection.transport.abort()

    def _serve(self) -> None:
        self._server.run(sockets=[self._socket])

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()


def _listening(port: int) -> socket:
    """On this port, or on a free one where it is taken."""
    try:
        return create_server(("127.0.0.1", port))
    except OSError:
        return create_server(("127.0.0.1", 0))


class _Gate:
    """Before the application: the request log, the signature of what is not footage, the date."""

    def __init__(self, app: ASGIApp, log: list[LoggedRequest], now_s: Callable[[], float]) -> None:
        self._app = app
        self._log = log
        self._now_s = now_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        had_authorization = "authorization" in headers
        self._log.append(LoggedRequest(scope["method"], scope["path"], had_authorization))
        date = formatdate(self._now_s(), usegmt=True).encode()

        async def send_dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"date", date)]
            await send(message)

        app = self._refusal(scope, headers) or self._app
        await app(scope, receive, send_dated)

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> Response | None:
        if scope["path"].startswith(_MEDIA):
            if "authorization" in headers:
                return PlainTextResponse("no credentials here", 400)
            return None
        path = scope["raw_path"].decode("latin-1")
        why = refusal(scope["method"], path, headers, CREDENTIALS, self._now_s())
        return None if why is None else JSONResponse({"message": why}, 401)
