"""NodeBB: a forum, read whole by its own interface, and by its feeds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from live_servers._databases import redis
from live_servers._install import debian, npm_package
from live_servers._processes import HOST, free_port, run, running
from live_servers._seeds import DELETED, LATER, REVISED, SEEDS, Seed, crowd
from live_servers._site import Case, Server, Site
from live_servers._web import answers

_VERSION = "1.4.0"
_CROWD = 12  # with the seeds its twenty newest posts: it has no pages of them
_SCRIPT = """
process.chdir(process.env.LIVE_FORUM);
const load = (name) => require(process.env.LIVE_FORUM + '/' + name);
const nconf = load('node_modules/nconf'), fs = require('fs'), path = require('path');
const base = process.env.LIVE_FORUM;
nconf.file({ file: process.env.LIVE_CONFIG });
nconf.defaults({ base_dir: base, themes_path: path.join(base, 'node_modules'), version: '1.4.0',
  views_dir: path.join(base, 'public/templates'), upload_path: '/public/uploads', relative_path: '' });
nconf.set('url_parsed', require('url').parse(nconf.get('url')));
const told = JSON.parse(fs.readFileSync(process.env.LIVE_SEEDS, 'utf8'));
const call = (what, name, ...words) => new Promise((done, fail) =>
  what[name](...words, (error, value) => error ? fail(error) : done(value)));
(async () => {
  const db = load('src/database');
  await call(db, 'init');
  await call(load('src/meta').configs, 'init');
  const user = load('src/user'), topics = load('src/topics'), posts = load('src/posts');
  const state = process.env.LIVE_STATE, known = fs.existsSync(state) ? JSON.parse(fs.readFileSync(state)) : null;
  const { cid, people, placed } = known || { people: {}, placed: {},
    ...(await call(load('src/categories'), 'create', { name: 'Brands', description: 'Brands' })) };
  for (const name of told.people)
    people[name] = await call(user, 'create', { username: name, email: name + '@example.org', password: 'pw-' + name });
  for (const each of told.posts) {
    const uid = people[each.author], answered = placed[each.answers];
    const tid = answered ? answered.tid : await call(topics, 'create', { uid, cid, title: each.title });
    const made = await call(posts, 'create', { uid, tid, content: each.text, isMain: !answered,
      ...(answered ? { toPid: answered.pid } : {}) });
    if (each.key) placed[each.key] = { tid, pid: made.pid, opens: !answered };
  }
  for (const { key, text } of told.edits)
    await call(posts, 'setPostFields', placed[key].pid, { content: text, edited: Date.now() });
  for (const { pid, tid, opens } of told.deleted.map((key) => placed[key]))
    await (opens ? call(topics, 'delete', tid, 1) : call(posts, 'delete', pid, 1));
  fs.writeFileSync(state, JSON.stringify({ cid, people, placed }));
  process.exit(0);
})().catch((error) => { console.error(error); process.exit(1); });
"""


class NodeBB(Server):
    """NodeBB 1.4 on Redis, the newest that npm has: a forum's posts and answers."""

    _forum: Path

    def install(self, cache: Path) -> None:
        debian("redis-server")
        self._forum = npm_package(cache / "nodebb", f"nodebb@{_VERSION}", "nodebb-plugin-dbsearch@2.0.2")

    @contextmanager
    def running(self, here: Path) -> Iterator[Site]:
        port, memory, settings = free_port(), free_port(), here / "config.json"
        with redis(here, memory):
            self._set_up(here, port, memory)
            self._fill(here)
            serve = ["node", self._forum / "app.js", f"--config={settings}"]
            base = f"http://{HOST}:{port}"
            with ExitStack() as stack:

                def start() -> None:
                    stack.enter_context(running(serve, port, here, cwd=self._forum))
                    answers(f"{base}/api/recent")

                def later() -> None:
                    stack.close()  # it would not see what another process changed: it keeps posts in its memory
                    self._later(here)
                    start()

                start()
                yield Site(version=_VERSION, cases=tuple(_cases(base)), later=later)

    def _set_up(self, here: Path, port: int, memory: int) -> None:
        admin = {
            "admin:username": "admin",
            "admin:email": "admin@example.org",
            "admin:password": "Pass-12345",
        }
        where = {"url": f"http://{HOST}:{port}", "secret": "x", "database": "redis"}
        store = {"redis:host": HOST, "redis:port": str(memory), "redis:database": "0", "redis:password": ""}
        told = {**where, **store, **admin, "admin:password:confirm": "Pass-12345"}
        words = [f"--config={here / 'config.json'}", f"--setup={json.dumps(told)}"]
        run(["node", self._forum / "app.js", *words], cwd=self._forum)
        (self._forum / "public/uploads/sounds").mkdir(parents=True, exist_ok=True)
        if not (self._forum / "public/stylesheet.css").exists():
            run(["node", self._forum / "app.js", words[0], "--build"], cwd=self._forum)

    def _fill(self, here: Path) -> None:
        crowded = [
            {"author": "maria", "title": f"Запись {number}", "text": text, "key": None, "answers": None}
            for number, text in enumerate(crowd(_CROWD))
        ]
        people = sorted({seed.author for seed in (*SEEDS, *LATER)})
        self._run(
            here, {"people": people, "posts": [*crowded, *map(_post, SEEDS)], "edits": [], "deleted": []}
        )

    def _later(self, here: Path) -> None:
        told = {"people": [], "posts": [*map(_post, LATER)], "deleted": DELETED}
        self._run(here, {**told, "edits": [{"key": "luggage", "text": REVISED}]})

    def _run(self, here: Path, told: object) -> None:
        """Run the script beside the forum, with its modules and its settings."""
        (here / "seeds.json").write_text(json.dumps(told))
        (here / "seed.js").write_text(_SCRIPT)
        paths = {"FORUM": self._forum, "CONFIG": here / "config.json"}
        paths |= {"SEEDS": here / "seeds.json", "STATE": here / "state.json"}
        env = {f"LIVE_{name}": str(path) for name, path in paths.items()}
        run(["node", here / "seed.js"], cwd=self._forum, env=env)


def _post(seed: Seed) -> dict[str, str | None]:
    told = {"author": seed.author, "title": seed.title, "text": seed.text}
    return {**told, "key": seed.key, "answers": seed.answers}


def _cases(base: str) -> Iterator[Case]:
    yield Case(
        name="all its posts",
        options={"type": "nodebb", "url": base},
        crowd=_CROWD,
        notices=frozenset({"reply", "answer", "edit", "deletion", "reply deleted"}),
        replies={"outage": frozenset({"antenna", "thanks"}), "luggage": frozenset({"refund"})},
    )
