"""The report as one JSON object: every figure, keys in a stable order, times in UTC with ``Z``."""

from __future__ import annotations

import json
from typing import Any

from pydantic import Field, TypeAdapter

from mentionwatch.formats._records import report_record
from mentionwatch.formats._shapes import MentionRecord, ReportRecord
from mentionwatch.model import Report
from mentionwatch.plugins import Format
from mentionwatch.text.safe import json as escaped


class Json(Format):
    """A report for programs. The words in it do not depend on ``lang``; ``schema()`` describes it."""

    indent: int | None = Field(default=2, ge=0, le=8)

    def render(self, report: Report) -> str:
        """One object. Control characters and line separators stand as escapes, so a terminal obeys none."""
        text = json.dumps(report_record(report), ensure_ascii=False, indent=self.indent)
        return escaped(text) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what ``Json`` writes."""
    return _documented(TypeAdapter(ReportRecord).json_schema(), "report")


def mention_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one mention."""
    return _documented(TypeAdapter(MentionRecord).json_schema(), "mention")


def _documented(schema: dict[str, Any], name: str) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": f"mentionwatch {name}",
    }
