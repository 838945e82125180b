"""Bluesky: its own code, the AppView that is searched and the PDS where people log in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from live_servers._databases import postgresql, postgresql_programs, redis
from live_servers._install import debian, node, npm
from live_servers._processes import HOST, free_port, running
from live_servers._seeds import BY_KEY, DELETED, LATER, SEEDS, Seed, crowd
from live_servers._site import Case, Refusal, Server, Site
from live_servers._web import answers, ask

_VERSION = "0.6.7"
_CROWD = 130  # more than a page of 100
_PASSWORD = "hunter22"
_NETWORK = """
import { TestNetwork, mockMailer } from '@atproto/dev-env';
import { AtpAgent } from '@atproto/api';
import fs from 'node:fs';
import http from 'node:http';
const told = JSON.parse(fs.readFileSync(process.env.LIVE_SEEDS, 'utf8'));
const network = await TestNetwork.create({
  pds: { port: told.pds, hostname: 'localhost', enableDidDocWithSession: true },
  bsky: { dbPostgresSchema: 'bsky', port: told.bsky, publicUrl: `http://localhost:${told.bsky}` },
  plc: { port: told.plc },
});
mockMailer(network.pds);
const agents = {};
for (const name of told.people) {
  agents[name] = new AtpAgent({ service: `http://localhost:${told.pds}` });
  await agents[name].createAccount({ handle: `${name}.test`, email: `${name}@example.org`, password: told.password });
}
const placed = {};
const write = async (each) => {
  const answered = placed[each.answers];
  const made = await agents[each.author].post({
    text: each.text, createdAt: new Date().toISOString(),
    ...(answered ? { reply: { root: answered, parent: answered } } : {}),
  });
  if (each.key) placed[each.key] = { uri: made.uri, cid: made.cid };
};
for (const each of told.posts) await write(each);
await network.processAll();
const happen = async () => {
  for (const each of told.later) await write(each);
  for (const { author, key } of told.deleted) await agents[author].deletePost(placed[key].uri);
  await network.processAll();
};
http.createServer((asked, answer) => (asked.method === 'POST' ? happen() : Promise.resolve())
  .then(() => answer.end('done'), (error) => answer.writeHead(500).end(String(error)))
).listen(told.ready, '127.0.0.1');
process.on('SIGTERM', async () => { await network.close(); process.exit(0); });
"""


class Bluesky(Server):
    """Bluesky's own network in small (PLC, PDS, AppView): search with and without a login, threads."""

    _modules: Path
    _node: Path

    def install(self, cache: Path) -> None:
        debian("redis-server")
        postgresql_programs()
        self._node = node(cache)
        told = {
            "PATH": f"{self._node / 'bin'}:/usr/local/bin:/usr/bin:/bin",
            "npm_config_nodedir": str(self._node),
        }
        packages = f"@atproto/dev-env@{_VERSION}"
        self._modules = npm(cache / "bluesky", packages, env=told, rebuild="better-sqlite3")

    @contextmanager
    def running(self, here: Path) -> Iterator[Site]:
        ports = {name: free_port() for name in ("pds", "bsky", "plc", "ready")}
        seeds, script, memory = here / "seeds.json", self._modules / "live.mjs", free_port()
        seeds.write_text(json.dumps({**ports, **_seeds()}))
        script.write_text(_NETWORK)
        with postgresql(here, "bsky") as database, redis(here, memory):
            told = {
                "DB_POSTGRES_URL": f"postgresql://postgres@{HOST}:{database}/bsky",
                "DB_POSTGRES_SCHEMA": "live",
                "REDIS_HOST": f"{HOST}:{memory}",
                "LOG_ENABLED": "false",
                "LIVE_SEEDS": str(seeds),
            }
            with running(
                [self._node / "bin/node", script], ports["ready"], here, env=told, cwd=self._modules
            ):
                answers(f"http://localhost:{ports['bsky']}/xrpc/_health")
                yield Site(
                    version=f"dev-env {_VERSION}",
                    cases=tuple(_cases(ports["bsky"], ports["pds"])),
                    refusals=tuple(_refusals(ports["pds"])),
                    later=lambda: _later(ports["ready"]),
                )


def _seeds() -> dict[str, Any]:
    """What the script writes at once, and what it does later."""
    crowded = [
        {"author": "maria", "text": text, "key": None, "answers": None} for text in reversed(crowd(_CROWD))
    ]
    return {
        "password": _PASSWORD,
        "people": sorted({seed.author for seed in (*SEEDS, *LATER)}),
        "posts": [*crowded, *map(_post, SEEDS)],
        "later": [*map(_post, LATER)],
        "deleted": [{"key": key, "author": BY_KEY[key].author} for key in DELETED],
    }


def _post(seed: Seed) -> dict[str, str | None]:
    return {"author": seed.author, "text": seed.text, "key": seed.key, "answers": seed.answers}


def _later(port: int) -> None:
    ask(f"http://{HOST}:{port}/", form={})


def _cases(bsky: int, pds: int) -> Iterator[Case]:
    replies = {"outage": frozenset({"antenna", "thanks"}), "luggage": frozenset()}
    finds = frozenset({"outage", "antenna", "bank", "luggage"})  # this search is strict about capitals
    yield Case(
        name="its search, without a login",
        options={"type": "bluesky", "endpoint": f"http://localhost:{bsky}"},
        finds=finds,
        crowd=100,  # a page: this network in small knows no "until", by which further ones are asked for
        titled=False,
        notices=frozenset({"reply", "answer", "deletion"}),
        replies={"outage": replies["outage"], "luggage": frozenset({"refund"})},
    )
    yield Case(
        name="its search, with a login",
        options={
            "type": "bluesky",
            "pds": f"http://localhost:{pds}",
            "identifier": "ivan.test",
            "app_password": _PASSWORD,
        },
        finds=finds,
        crowd=_CROWD,
        titled=False,
        notices=frozenset({"reply", "answer", "deletion"}),
    )


def _refusals(pds: int) -> Iterator[Refusal]:
    wrong = {"identifier": "ivan.test", "app_password": "wrong", "pds": f"http://localhost:{pds}"}
    yield Refusal(
        name="a wrong password", options={"type": "bluesky", **wrong}, term="x", message="http-denied-401"
    )
