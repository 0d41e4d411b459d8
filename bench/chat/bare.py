"""The bare equivalents: a handler that commits one row and sends one request; plain inserts."""

import asyncio
import json
import os
import signal
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from tornado.httpclient import AsyncHTTPClient
from tornado.web import Application, RequestHandler

from bench.chat.run import BOT_ID
from helpdesk.db import db, prepare_sqlite
from helpdesk.models import OutboxItem


class Bare(RequestHandler):
    """One update: committed, confirmed, answered."""

    def initialize(self, engine: sa.Engine, api: str) -> None:
        self.engine, self.api = engine, api

    async def post(self) -> None:
        update = json.loads(self.request.body)
        with self.engine.begin() as connection:
            connection.execute(sa.text("INSERT INTO bench_row (body) VALUES (:body)"),
                               {"body": self.request.body.decode()})
        person = (update.get("message") or update["callback_query"])["from"]["id"]
        answer = {"chat_id": person, "message_id": update["update_id"], "text": "Tercatat."}
        self.finish()
        await AsyncHTTPClient().fetch(
            f"{self.api}/sendMessage", method="POST", body=urlencode(answer)
        )


async def serve() -> None:
    """Until SIGTERM."""
    engine = sa.create_engine(os.environ["DATABASE_URL"])
    if engine.dialect.name == "sqlite":
        prepare_sqlite(engine)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE IF NOT EXISTS bench_row (body TEXT)"))
    api = f"{os.environ['TELEGRAM_API_URL']}/bot{os.environ['TELEGRAM_BOT_TOKEN']}"
    Application([(r"/telegram/webhook", Bare, {"engine": engine, "api": api})]).listen(
        int(os.environ["PORT"]) + 1, "127.0.0.1"
    )
    await AsyncHTTPClient().fetch(
        f"{api}/setWebhook", method="POST",
        body=urlencode({"secret_token": os.environ["TELEGRAM_WEBHOOK_SECRET"]}),
    )
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    await ended.wait()


def replayed(rows: dict[int, list[OutboxItem]]) -> float:
    """Updates a second of plain inserts of the same rows, two commits for each update."""
    tables = db.metadata.tables
    inbox, outbox, chats = tables["inbox"], tables["outbox"], tables["conversation"]
    with db.engine.connect() as connection:
        query = sa.select(inbox).where(inbox.c.key.startswith(f"tg:{BOT_ID}:"))
        came = [dict(row) for row in connection.execute(query).mappings()]
        states = dict(connection.execute(sa.select(chats.c.address, chats.c.state)).all())
        said = {update: _values(connection, outbox, each) for update, each in rows.items()}
    began = time.perf_counter()
    for row in came:
        update, chat = int(row["key"].split(":")[2]), row["lane"].partition(":")[2]
        kept = {**row, "id": None, "key": f"bare:{row['key']}", "state": "new"}
        del kept["id"]
        with db.engine.begin() as connection:
            connection.execute(sa.insert(inbox), kept)
        with db.engine.begin() as connection:
            connection.execute(sa.update(inbox).where(inbox.c.key == kept["key"])
                               .values(state="done"))
            connection.execute(sa.update(chats).where(chats.c.address == chat)
                               .values(state=states.get(chat, {})))
            if said.get(update):
                connection.execute(sa.insert(outbox), said[update])
    return len(came) / (time.perf_counter() - began)


def _values(connection: sa.Connection, outbox: sa.Table, rows: Sequence[OutboxItem]
            ) -> list[dict[str, Any]]:
    query = sa.select(outbox).where(outbox.c.id.in_([row.id for row in rows]))
    return [
        {**{name: row[name] for name in row if name != "id"}, "key": f"bare:{row['key']}"}
        for row in connection.execute(query).mappings()
    ]


if __name__ == "__main__":
    asyncio.run(serve())
