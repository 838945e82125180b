"""``evaluate``: labelled texts in, a scoreboard out."""

from __future__ import annotations

import json as json_module
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from mentionwatch.cli.context import Context, terminal_width
from mentionwatch.errors import ConfigError
from mentionwatch.model import INTENTS, LABELS

if TYPE_CHECKING:
    from mentionwatch.cli.trial import Line, Verdict
    from mentionwatch.text.evaluate import Score

_ALLOWED: dict[str, tuple[object, ...]] = {
    "match": (True, False), "sentiment": LABELS, "intent": INTENTS,
}  # fmt: skip


def command(
    ctx: typer.Context,
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE.jsonl]",
            help="Lines with text and match, sentiment, intent; else your corrections.",
        ),
    ] = None,
    query: Annotated[str | None, typer.Option(metavar="Q", help="Match against this query.")] = None,
    topic: Annotated[str | None, typer.Option(metavar="NAME", help="Match against this topic.")] = None,
    target: Annotated[str | None, typer.Option(metavar="NAME", help="Whom the sentiment is toward.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Measure matching, sentiment and intent on texts that you labelled, or on your own corrections."""
    from mentionwatch.cli.trial import lines_of
    from mentionwatch.cli.try_ import trial_of
    from mentionwatch.text.evaluate import score

    context: Context = ctx.obj
    if file is None:
        from mentionwatch.cli.own import own_scores

        scores = own_scores(context, topic)
        sys.stdout.write(_json(scores) if json else _table(context, scores))
        context.tell(context.say("evaluate-own"))
        return
    labels: dict[str, list[tuple[str, str]]] = {name: [] for name in _ALLOWED}
    with trial_of(context, query, topic, target) as trial:
        for verdict in trial.verdicts(lines_of(file)):
            for name, gold, said in _pairs(verdict):
                labels[name].append((gold, said))
    if not any(labels.values()):
        raise ConfigError("evaluate-no-labels", file=file)
    scores = {name: score(pairs) for name, pairs in labels.items()} | {"calibrated": score([])}
    sys.stdout.write(_json(scores) if json else _table(context, scores))


def _pairs(verdict: Verdict) -> Iterator[tuple[str, str, str]]:
    """What a line was labelled, and what the pipe said: (name, label, verdict)."""
    said = {"match": verdict.kept, "sentiment": verdict.sentiment.label, "intent": verdict.intent.intent}
    for name, value in said.items():
        gold = verdict.line.given.get(name)
        if isinstance(gold, dict):  # a line that mentions --json printed
            gold = gold.get("label")
        if gold is not None:
            yield name, _label(verdict.line, name, gold), _spelled(value)


def _label(line: Line, name: str, gold: object) -> str:
    if not isinstance(gold, (str, bool)) or gold not in _ALLOWED[name]:
        known = ", ".join(_spelled(value) for value in _ALLOWED[name])
        raise ConfigError(
            "evaluate-label", number=str(line.number), name=name, value=str(gold)[:60], known=known
        )
    return _spelled(gold)


def _spelled(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _json(scores: dict[str, Score]) -> str:
    from dataclasses import asdict

    return json_module.dumps({name: asdict(one) for name, one in scores.items()}, ensure_ascii=False) + "\n"


def _table(context: Context, scores: dict[str, Score]) -> str:
    from mentionwatch.text.tables import table

    rows = []
    for name, one in scores.items():
        if one.n:
            rows.append([name, str(one.n), "", "", f"{one.macro_f1:.3f}"])
            rows += [
                [f"  {label}", str(of.n), f"{of.precision:.3f}", f"{of.recall:.3f}", f"{of.f1:.3f}"]
                for label, of in one.labels.items()
            ]
    header = [
        context.say(f"evaluate-{column}") for column in ("label-column", "n", "precision", "recall", "f1")
    ]
    return table(rows, header=header, width=terminal_width(), right={1, 2, 3, 4})
