"""Which posts concern which topics: one dictionary look-up a word, however many topics there are.

    a text's words -> words that may begin a name -> names that are there -> queries that hold -> confidence

A word that begins no name of any topic is remembered as barren, so that the text of an ordinary post costs a
tokenisation and one comparison of sets. Only a text with a promising word is taken apart (``Text``), only the
queries whose terms are in it are evaluated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mentionwatch.model import Match, Post, Span, Topic
from mentionwatch.text.confidence import Weights, judge, learn, score
from mentionwatch.text.explain import Explanation, explain
from mentionwatch.text.forms import Cache
from mentionwatch.text.forms_kinds import Form
from mentionwatch.text.holds import Evaluation
from mentionwatch.text.index import Index, enter
from mentionwatch.text.leaves import Leaf, is_bounded, leaves_of
from mentionwatch.text.letters import PLAIN, fold
from mentionwatch.text.normal import TAGS, WORDS, Text, tag_of, word_of
from mentionwatch.text.occurrences import Finder, Occurrence, Refused, halves
from mentionwatch.text.query import Node, Or, parse

_MOST_BARREN = 200_000
_LONGEST_BARREN = 60
_CONVINCING = 0.5
_MOST_SMALL = 100
_EDGES = ".,;:!?…\"'()[]{}«»“”„‘’—–-*"  # signs around a word that are no part of it


class Matcher:
    """Matches posts against the queries of topics. Building it expands every word of every query.

    ``cache`` keeps expansions between runs. ``weights`` are what was learned from verdicts (``confidence.learn``),
    by topic name. ``language`` is that of the reasons; without one none are given: their words cost more than the
    rest of a first match. Raises QueryError for a query that cannot be read.
    """

    def __init__(
        self,
        topics: Sequence[Topic],
        *,
        cache: Cache | None = None,
        weights: dict[str, Weights] | None = None,
        language: str | None = None,
    ) -> None:
        self.topics = tuple(topics)
        self._cache = cache
        self._weights = weights or {}
        self._language = language
        self._queries: list[Node] = []
        self._leaves: list[dict[int, Leaf]] = []
        self._unbounded: list[int] = []
        self._is_list: list[bool] = []
        self._index = Index()
        for number, topic in enumerate(self.topics):
            self._add(number, topic)
        self._finder = Finder(self._index)
        self._barren: set[str] = set()
        self._barren_pieces: set[str] = set()
        self._promising_pieces: set[str] = set()

    def _add(self, number: int, topic: Topic) -> None:
        query = parse(topic.query)
        leaves = leaves_of(topic, number, query, self._cache)
        self._queries.append(query)
        self._leaves.append(leaves)
        self._is_list.append(_is_list(query, leaves))
        if not is_bounded(query):
            self._unbounded.append(number)
        for leaf in leaves.values():
            enter(self._index, leaf)

    def match(self, post: Post) -> list[Match]:
        """The topics that a post concerns, doubtful ones too, in the order of the topics."""
        whole = post.whole
        hot = not self._is_barren(whole)
        if not hot and not self._unbounded:
            return []
        text = _text(post)
        found = self._convincing(text, _by_topic(self._finder.find(text))) if hot else {}
        touched = sorted({*found, *self._unbounded})
        matches = (self._match(number, post, text, found.get(number, [])) for number in touched)
        return [match for match in matches if match is not None]

    def _is_barren(self, whole: str) -> bool:
        """Whether no word may begin a name. Pieces between blanks are remembered: most texts have no other."""
        pieces = whole.split()
        barren = self._barren_pieces
        if barren.issuperset(pieces):
            return True
        if not self._promising_pieces.isdisjoint(pieces):
            return False
        if len(barren) > _MOST_BARREN:
            barren.clear()
        fresh = [piece for piece in pieces if piece not in barren]
        promising = False
        for piece in fresh:
            if self._is_barren_piece(piece):
                if len(piece) <= _LONGEST_BARREN:
                    barren.add(piece)
            else:
                promising = True
                if len(piece) <= _LONGEST_BARREN and len(self._promising_pieces) < _MOST_BARREN:
                    self._promising_pieces.add(piece)
        return not promising

    def _is_barren_piece(self, piece: str) -> bool:
        key = piece.strip(_EDGES).lower()
        if key.isalpha() and PLAIN.fullmatch(key):  # one word, with one reading: nearly all
            return not self._leads(key)
        words = WORDS.findall(piece)
        if "#" in piece or "@" in piece or "＠" in piece:
            words += TAGS.findall(piece)
        if len(self._barren) > _MOST_BARREN:
            self._barren.clear()
        return not self._promising(word for word in words if word not in self._barren)

    def _promising(self, words: Iterable[str]) -> bool:
        """Whether some word may begin a name; those that do not are remembered."""
        found = False
        for word in words:
            if any(map(self._leads, _keys(word))):
                found = True
            else:
                self._barren.add(word)
        return found

    def _leads(self, key: str) -> bool:
        index = self._index
        if key not in index.leads and key not in index.anchors and not index.prefixes:  # nearly all
            return False
        return key in index.anchors or any(lead.leaf.anchor for lead in index.get(key))

    def _convincing(self, text: Text, found: dict[int, list[Occurrence]]) -> dict[int, list[Occurrence]]:
        """Without what is written small where a name has a capital, unless all around it speaks for the topic."""
        for number, some in found.items():
            if any(one.lacks for one in some):
                topic = self.topics[number]
                learned = self._weights.get(topic.name)
                small = [one for one in some if one.lacks][:_MOST_SMALL]
                kept = {id(one) for one in small if score(topic, text, one, some, learned) >= _CONVINCING}
                found[number] = [one for one in some if not one.lacks or id(one) in kept]
        return found

    def _match(self, number: int, post: Post, text: Text, found: Sequence[Occurrence]) -> Match | None:
        topic = self.topics[number]
        held: Sequence[Occurrence] | None = found
        if not self._is_list[number]:
            held = Evaluation(post, text, self._leaves[number], found).holds(self._queries[number])
        if not held and (held is None or self._is_list[number]):
            return None
        verdict = judge(topic, text, held, self._weights.get(topic.name))
        return Match(
            topic=topic.name,
            spans=spans(text, held),
            confidence=verdict.confidence,
            doubtful=verdict.confidence < topic.min_confidence,
            reasons=verdict.reasons(self._language) if self._language else (),
        )

    def explain(self, post: Post, name: str) -> Explanation:
        """Why a post concerns the topic of that name, or why not. Raises KeyError where there is no such topic."""
        number = next((at for at, topic in enumerate(self.topics) if topic.name == name), None)
        if number is None:
            raise KeyError(name)
        text = _text(post)
        refused: list[Refused] = []
        everything = _by_topic(self._finder.find(text, refused)).get(number, [])
        found = self._convincing(text, {number: everything})[number]
        refused += [
            Refused(one.leaf, one.bounds, one.lacks) for one in everything if one.lacks and one not in found
        ]
        evaluation = Evaluation(post, text, self._leaves[number], found)
        query, topic = self._queries[number], self.topics[number]
        held = evaluation.holds(query)
        learned = self._weights.get(name)
        verdict = None if held is None else judge(topic, text, held, learned)
        own = [one for one in refused if one.leaf.topic == number]
        return explain(query, evaluation, text, found, own, verdict)

    def learn(self, topic: Topic, verdicts: Sequence[tuple[Post, bool]]) -> dict[str, float]:
        """Weights for a topic of this matcher from verdicts on posts: whether each concerns it."""
        number = self.topics.index(topic)
        examples = []
        for post, label in verdicts:
            text = _text(post)
            found = _by_topic(self._finder.find(text)).get(number, [])
            examples.append((text, found, label))
        return learn(topic, examples)

    def expansion(self, topic: Topic) -> dict[str, list[Form]]:
        """The forms of each word of a topic's query, by the word as written there."""
        leaves = leaves_of(topic, 0, parse(topic.query), self._cache)
        slots = (slot for leaf in leaves.values() for slot in leaf.slots)
        return {slot.text: list(slot.forms.values()) for slot in slots}


def _is_list(query: Node, leaves: dict[int, Leaf]) -> bool:
    """Whether the query is a list of terms, so that whatever of them is found makes it true."""
    return id(query) in leaves or (isinstance(query, Or) and all(id(node) in leaves for node in query.nodes))


def _text(post: Post) -> Text:
    return Text(post.whole, len(post.title) if post.title else -1)


def _by_topic(occurrences: Iterable[Occurrence]) -> dict[int, list[Occurrence]]:
    found: dict[int, list[Occurrence]] = {}
    for occurrence in occurrences:
        found.setdefault(occurrence.leaf.topic, []).append(occurrence)
    return found


def _keys(word: str) -> Iterable[str]:
    """All folded readings of a raw word, or of a tag with its sign."""
    if word[0] not in "#@＠":
        return [edge.key for edges in word_of(word).edges for edge in edges]
    sign = "#" if word[0] == "#" else "@"
    keys = [edge.key for edges in tag_of(word[1:], sign).edges for edge in edges]
    return [*keys, sign + fold(word[1:]), *(half for key in keys for half in halves(key))]


def spans(text: Text, held: Sequence[Occurrence]) -> tuple[Span, ...]:
    """Spans of the occurrences, sorted; of those that overlap, the longest."""
    kept: list[Span] = []
    for one in (
        held if len(held) == 1 else sorted(held, key=lambda found: (found.bounds[0], -found.bounds[1]))
    ):
        start, end = one.bounds
        if kept and start < kept[-1].end:
            continue
        kept.append(Span(start=start, end=end, text=text.whole[start:end], term=one.leaf.term))
    return tuple(kept)
