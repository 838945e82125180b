"""A sample world for a first look: two weeks of posts about an invented provider, served over HTTP on loopback.

The town, the people, the providers Северлинк (Severlink), Радуга and Полюс Телеком are invented; hosts end in
``.example`` (RFC 2606). There is a forum, a newspaper, a site that copies it, a blog, reviews, a Hacker News
like search, and a feed that is not found.
"""

from __future__ import annotations

from mentionwatch.demo.server import serving
from mentionwatch.demo.world import posts

__all__ = ["posts", "serving"]
