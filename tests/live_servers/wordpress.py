"""WordPress: posts and comments by its REST interface, its feeds, and its pages."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from live_servers._install import Unavailable, debian
from live_servers._mariadb import mariadb
from live_servers._php import php
from live_servers._processes import HOST, free_port, run
from live_servers._seeds import EDITED, LATER, REVISED, SEEDS, TOPMOST, Seed, crowd
from live_servers._site import Case, Server, Site

_ROOT = Path("/usr/share/wordpress")
_CONFIGURATION = Path("/etc/wordpress")
_CROWD = 115  # more than a page of the REST interface
_OLD = 60
_SETTINGS = """<?php
define('DB_NAME','wordpress'); define('DB_USER','live'); define('DB_PASSWORD','live');
define('DB_HOST','{host}:{database}'); define('DB_CHARSET','utf8mb4');
define('WP_CONTENT_DIR','{root}/wp-content');
define('WP_SITEURL','http://{host}:{port}'); define('WP_HOME','http://{host}:{port}');
define('WP_HTTP_BLOCK_EXTERNAL',true); define('DISABLE_WP_CRON',true); define('AUTOMATIC_UPDATER_DISABLED',true);
foreach(['AUTH_KEY','SECURE_AUTH_KEY','LOGGED_IN_KEY','NONCE_KEY','AUTH_SALT','SECURE_AUTH_SALT','LOGGED_IN_SALT',
 'NONCE_SALT'] as $k) define($k,'x'.$k);
"""
_LOAD = """<?php
$_SERVER['HTTP_HOST']='{host}:{port}'; $_SERVER['REQUEST_METHOD']='GET';
{installing}
require '{root}/wp-load.php'; require_once ABSPATH.'wp-admin/includes/upgrade.php';
"""
_SEED = """
wp_install('Brand Blog','admin','admin@example.org',true,'','admin-pass-1');
update_option('permalink_structure','/%year%/%monthnum%/%day%/%postname%/');
update_option('template','twentytwentythree'); update_option('stylesheet','twentytwentythree');
$told = json_decode(file_get_contents($argv[1]), true);
$users = [];
foreach (['ivan','maria','john'] as $name)
  $users[$name] = wp_insert_user(['user_login'=>$name,'display_name'=>$name,'user_pass'=>'x','role'=>'author']);
$ids = [];
foreach ($told['posts'] as $p)
  $ids[$p['key']] = wp_insert_post(['post_title'=>$p['title'],'post_content'=>'<p>'.esc_html($p['text']).'</p>',
    'post_status'=>'publish','post_author'=>$users[$p['author']],
    'post_date_gmt'=>gmdate('Y-m-d H:i:s', time()-$p['ago']),'post_date'=>gmdate('Y-m-d H:i:s', time()-$p['ago'])]);
foreach ($told['comments'] as $c)
  $ids[$c['key']] = wp_insert_comment(['comment_post_ID'=>$ids[$c['answers']],'comment_author'=>$c['author'],
    'comment_content'=>esc_html($c['text']),'comment_approved'=>1,'comment_date_gmt'=>gmdate('Y-m-d H:i:s'),
    'comment_date'=>gmdate('Y-m-d H:i:s')]);
file_put_contents($argv[2], json_encode(['version'=>get_bloginfo('version'),'ids'=>$ids]));
"""
_EDIT = """
wp_update_post(['ID'=>(int)$argv[1],'post_content'=>'<p>'.esc_html($argv[2]).'</p>']);
"""
_LATER = """
$told = json_decode(file_get_contents($argv[1]), true);
foreach ($told['comments'] as $c)
  wp_insert_comment(['comment_post_ID'=>$told['ids'][$c['answers']],'comment_author'=>$c['author'],
    'comment_author_url'=>"https://{$c['author']}.example.org/",'comment_content'=>esc_html($c['text']),
    'comment_approved'=>1,'comment_date_gmt'=>gmdate('Y-m-d H:i:s'),'comment_date'=>gmdate('Y-m-d H:i:s')]);
wp_update_post(['ID'=>$told['ids']['luggage'],'post_content'=>'<p>'.esc_html($told['revised']).'</p>']);
wp_trash_post($told['ids']['bank']);
wp_trash_comment($told['ids']['antenna']);
"""
_ROUTER = """<?php
$root='{root}'; $path=parse_url($_SERVER['REQUEST_URI'],PHP_URL_PATH);
if($path!=='/' && file_exists($root.$path) && !is_dir($root.$path)) return false;
$_SERVER['SCRIPT_NAME']='/index.php'; chdir($root); require $root.'/index.php';
"""


class WordPress(Server):
    """WordPress on MariaDB, the most used program of blogs: posts, comments, feeds of posts and of comments."""

    def install(self, cache: Path) -> None:
        debian("wordpress", "wordpress-theme-twentytwentythree", "php-cli", "php-mysql", "mariadb-server")
        if not os.access(_CONFIGURATION, os.W_OK):
            raise Unavailable(
                f"WordPress reads its settings from {_CONFIGURATION}, where only root may write"
            )

    @contextmanager
    def running(self, here: Path) -> Iterator[Site]:
        port = free_port()
        settings = _CONFIGURATION / f"config-{HOST}.php"
        with mariadb(here, "wordpress") as database:
            settings.write_text(_SETTINGS.format(host=HOST, port=port, database=database, root=_ROOT))
            try:
                told = _seed(here, port)
                (here / "router.php").write_text(_ROUTER.format(root=_ROOT))
                with php(_ROOT, port, here, router=here / "router.php"):
                    yield Site(
                        version=told["version"],
                        cases=tuple(_cases(f"http://{HOST}:{port}")),
                        edit=lambda: _edit(here, port, told["ids"]["outage"]),
                        later=lambda: _later(here, port, told["ids"]),
                    )
            finally:
                settings.unlink()


def _cases(url: str) -> Iterator[Case]:
    yield Case(
        name="its search",
        options={"type": "wordpress", "url": url},
        crowd=_CROWD,
        most_posts=_CROWD + 20,
        edits=True,
        replies={"outage": frozenset({"antenna", "thanks"}), "luggage": frozenset({"refund"})},
        notices=frozenset({"reply", "answer", "edit", "deletion", "reply deleted"}),
    )
    yield Case(
        name="its feed of comments",
        options={"type": "rss", "url": f"{url}/?feed=comments-rss2"},
        finds=frozenset({"antenna", "refund"}),
        titled=False,
        threaded=False,
    )
    yield Case(
        name="its feed, found through its front page",
        options={"type": "rss", "url": f"{url}/"},
        finds=frozenset(seed.key for seed in TOPMOST if seed.topic),
        crowd=4,  # it tells the newest ten: five seeds, the post that comes with WordPress, and these
        edits=True,
    )


def _seed(here: Path, port: int) -> dict[str, Any]:
    posts = [
        *(
            _post(f"crowd{n}", f"Запись {n}", text, "maria", 86400 * 3 + n * 60)
            for n, text in enumerate(crowd(_CROWD))
        ),
        *(
            _post(f"old{n}", "Год назад", f"Старлинк год назад, {n}", "john", 86400 * 365)
            for n in range(_OLD)
        ),
        *(_post(each.key, each.title or "", each.text, each.author, 600) for each in TOPMOST),
    ]
    comments = [_comment(each) for each in SEEDS if each.answers]
    (here / "seeds.json").write_text(json.dumps({"posts": posts, "comments": comments}))
    _php_script(here, port, _SEED, here / "seeds.json", here / "told.json", installing=True)
    told: dict[str, Any] = json.loads((here / "told.json").read_text())
    return told


def _post(key: str, title: str, text: str, author: str, ago: int) -> dict[str, str | int]:
    return {"key": key, "title": title, "text": text, "author": author, "ago": ago}


def _comment(seed: Seed) -> dict[str, str | None]:
    return {"key": seed.key, "answers": seed.answers, "text": seed.text, "author": seed.author}


def _edit(here: Path, port: int, post: str) -> None:
    _php_script(here, port, _EDIT, str(post), EDITED)


def _later(here: Path, port: int, ids: Mapping[str, int]) -> None:
    """Further comments, an edit; what is deleted goes to the trash, as it does in the rooms of editors."""
    told = {"ids": ids, "comments": [_comment(each) for each in LATER], "revised": REVISED}
    (here / "later.json").write_text(json.dumps(told))
    _php_script(here, port, _LATER, here / "later.json")


def _php_script(here: Path, port: int, script: str, *words: str | Path, installing: bool = False) -> None:
    head = _LOAD.format(
        host=HOST, port=port, root=_ROOT, installing="define('WP_INSTALLING',true);" if installing else ""
    )
    (here / "script.php").write_text(head + script)
    run(["php", "-d", "memory_limit=512M", here / "script.php", *words], cwd=here)
