"""HTTP: /bot<token>/<method>, /file/bot<token>/<path> and /_test/<operation> on real sockets."""

import json
import socket
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.bot.botapi.bot_side import (
    Dropped,
    Garbage,
    answer,
    check_token,
    strike_after,
    strike_before,
)
from tests.bot.botapi.call import read
from tests.bot.botapi.control import OPERATIONS
from tests.bot.botapi.methods_files import download
from tests.bot.botapi.refusals import Refusal
from tests.bot.botapi.world import World


class Server(ThreadingHTTPServer):
    """The double on 127.0.0.1; port 0 takes a free one."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, world: World, port: int) -> None:
        self.world = world
        super().__init__(("127.0.0.1", port), Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed in mid-sentence is no news here."""


class Handler(BaseHTTPRequestHandler):
    """One connection, kept alive."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            self._route(body)
        except Dropped:
            self._cut()
        except Garbage:
            self._reply(200, b"<html>gateway</html>", "text/html")
        except Refusal as refusal:
            self._json(refusal.code, refusal.body())
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        except Exception:
            # The double's own fault must never pass for a scripted one: close() reports it.
            self.server.world.own_errors.append(traceback.format_exc())
            self._json(500, {"ok": False, "error_code": 500, "description": "the double broke"})

    do_GET = do_POST  # noqa: N815 - the Bot API takes both alike

    def _route(self, body: bytes) -> None:
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        world = self.server.world
        if path.startswith("/_test/"):
            self._control(path.removeprefix("/_test/"), body)
            return
        if world.outage:
            raise Dropped
        if path.startswith("/file/bot"):
            token, _, wanted = path.removeprefix("/file/bot").partition("/")
            self._download(token, wanted)
            return
        if not path.startswith("/bot"):
            raise Refusal(404, "Not Found")
        token, _, method = path.removeprefix("/bot").partition("/")
        check_token(world, token)
        call = read(method, parts.query, self.headers.get("Content-Type", ""), body)
        self._json(200, {"ok": True, "result": answer(world, call)})

    def _control(self, name: str, body: bytes) -> None:
        world = self.server.world
        with world.changed:
            done = OPERATIONS[name](world, json.loads(body or b"{}"))
            answered = json.dumps(done).encode()
        self._reply(200, answered, "application/json")

    def _download(self, token: str, path: str) -> None:
        world = self.server.world
        check_token(world, token)
        fault = world.faults.strike("file", None, path)
        entry: dict[str, Any] = {}
        if fault:
            strike_before(fault, entry)
        with world.changed:
            content = download(world, path)
        if fault:
            strike_after(fault, entry)
        self._reply(200, content, "application/octet-stream")

    def _json(self, status: int, body: dict[str, Any]) -> None:
        self._reply(status, json.dumps(body).encode(), "application/json")

    def _reply(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def _cut(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *args: Any) -> None:
        """Quiet: the log of calls is kept in the world and asked for by the test."""
