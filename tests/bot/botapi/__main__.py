"""`python -m tests.bot.botapi`: prints READY and its port; ends when its standard input closes."""

import argparse
import os
import sys
import threading
from dataclasses import fields

from tests.bot.botapi.server import Server
from tests.bot.botapi.settings import Settings
from tests.bot.botapi.webhook import WebhookSender
from tests.bot.botapi.world import World


def _arguments() -> tuple[int, Settings]:
    """Every setting is an option of the same name."""
    parser = argparse.ArgumentParser(prog="botapi", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    for each in fields(Settings):
        parser.add_argument(f"--{each.name}", type=type(each.default), default=each.default)
    given = vars(parser.parse_args())
    return given.pop("port"), Settings(**given)


def main() -> None:
    port, settings = _arguments()
    world = World(settings)
    server = Server(world, port)
    WebhookSender(world).start()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"READY {server.server_port}", flush=True)
    # A test that is killed closes this pipe, so no double is ever left behind.
    sys.stdin.read()
    os._exit(0)  # not waiting for webhook calls that hang


if __name__ == "__main__":
    main()
