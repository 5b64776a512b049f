"""Find titles by their deciding nouns: the run of title words up to a noun is resolved."""

from collections.abc import Iterable, Iterator, Sequence

from bot.language.mentions import MANY_ROLES, Mention, MentionKind
from bot.language.words import Part, Stretch, Word
from bot.titles import TitleResolver
from bot.titles.lexicon import PhraseMeaning, Piece

_GENERIC = frozenset(
    {"engineer", "scientist", "researcher", "developer", "specialist", "practitioner",
     "programmer", "resident", "hacker", "teamer", "intern", "tester"}
)  # fmt: skip
_NOUNS = _GENERIC | {"eng", "engineers", "scientists", "researchers", "developers"}
_AFTER_OTHER = frozenset({"manager", "director", "recruiter", "consultant", "architect"})
_RIGHT = frozenset({"on", "in", "for"})
_ARTICLES = frozenset({"a", "an", "the"})
_TEAM_TAGS = frozenset({"team", "teams", "org"})
_JOINS = frozenset({"or", "and"})
_SOFTWARE = "software engineer"
_DEVELOPERS = frozenset({"software developer", "backend engineer", "engineer", "developer"})
_SOFTWARE_JOBS = frozenset({"job", "seat", "role", "position", "person", "guy", "dev", "post"})
_TOWARDS_TEAM = frozenset(
    {"but", "who", "whos", "which", "is", "are", "just", "sit", "sits", "sitting", "work", "works",
     "working", "assigned", "attached", "embedded", "placed", "near", "beside", "next", "to", "on",
     "in", "of", "at", "for", "inside", "within", "with", "a", "an", "the", "our", "my", "your",
     "some", "actual", "proper", "big", "plain", "job", "seat", "role", "position"}
)  # fmt: skip
_TEAM_FIELDS = (("ml",), ("machine", "learning"), ("model",), ("models",), ("modelling",))
_TEAMS = frozenset({"team", "teams", "org", "orgs", "group", "people", "folks"})
_MOST_BETWEEN = 6


class TitleRuns:
    """Find titles that stand in no list; immutable."""

    def __init__(self, titles: TitleResolver, not_trades: Iterable[str]) -> None:
        self._titles = titles
        self._not_trades = frozenset(not_trades)

    def find(self, words: Sequence[Word], stretches: Sequence[Stretch]) -> Iterator[Mention]:
        for parts in stretches:
            run: list[Part] = []
            for number, part in enumerate(parts):
                if not _telling(part.piece.meaning):
                    run = []
                    continue
                run.append(part)
                following = parts[number + 1].piece.text if number + 1 < len(parts) else ""
                meaning = part.piece.meaning
                if meaning is not None and meaning.head and following not in _AFTER_OTHER:
                    if (mention := self._run(run, parts[number + 1 :], words)) is not None:
                        yield mention
                    run = []

    def _run(
        self, run: Sequence[Part], after: Sequence[Part], words: Sequence[Word]
    ) -> Mention | None:
        """Resolve one run of title words, with the field that follows it, as in `SWE in ML`."""
        begin = 0
        while begin < len(run) - 1 and _is_level(run[begin].piece):
            begin += 1
        run = run[begin:]
        single = run[-1].piece.text if len(run) == 1 else None
        start, end = run[0].start, run[-1].end
        if single is None or single == _SOFTWARE:
            end = _with_field(after, end)
        text = " ".join(word.text for word in words[start:end])
        found = self._titles.resolve(text)
        if end > run[-1].end and found.status != "matched":
            end = run[-1].end
            found = self._titles.resolve(" ".join(word.text for word in words[start:end]))
        raw = " ".join(word.raw for word in words[start:end])
        exact = found.how in ("id", "name", "alias")
        if found.status == "matched":
            many = len(found.alias_employers) > 1 and len(found.roles) >= MANY_ROLES
            kind = MentionKind.TITLE if many else MentionKind.ROLE
            return Mention(kind, start, end, raw, found.roles, exact)
        if single in _GENERIC or single in self._not_trades:
            return None
        if found.status == "choose" and found.candidates:
            return Mention(MentionKind.UNCLEAR, start, end, raw, found.candidates, exact=False)
        return Mention(MentionKind.OTHER_JOB, start, end, raw, exact=False)


def on_ml_teams(
    words: Sequence[Word], stretches: Sequence[Stretch], roles: tuple[str, ...]
) -> Iterator[Mention]:
    """Find software engineers on a team for ML, in any order: `swe who sits in the ML team`."""
    for part in (part for parts in stretches for part in parts if roles):
        after = words[part.end].text if part.end < len(words) else ""
        end = None
        if part.piece.text == _SOFTWARE:
            end = _end_of_field(words, part.end) or _end_of_team(words, part.end)
        elif part.piece.text in _DEVELOPERS or (
            part.piece.text == "software" and after in _SOFTWARE_JOBS
        ):
            end = _end_of_team(words, part.end)
        if end is not None:
            text = " ".join(word.raw for word in words[part.start : end])
            yield Mention(MentionKind.ROLE, part.start, end, text, roles, exact=False)


def _end_of_field(words: Sequence[Word], at: int) -> int | None:
    """Say where a field ends that stands behind punctuation: `Software Engineer, ML`."""
    end = _field_at(words, at)
    if end is None or words[at].before.strip(" -,(–—:") or words[at].before.strip() == "":
        return None
    following = words[end].text if end < len(words) else ""
    return None if following in _NOUNS else end


def _end_of_team(words: Sequence[Word], at: int) -> int | None:
    """Say where an ML team ends that is named behind a title; None where none is."""
    for place in range(at, min(len(words), at + _MOST_BETWEEN)):
        word = words[place]
        if word.before.strip(" -,—–"):
            break
        if (end := _team_at(words, place)) is not None:
            return end
        if word.text not in _TOWARDS_TEAM:
            break
    return None


def _team_at(words: Sequence[Word], at: int) -> int | None:
    """Say where `ML team`, `team of ML` or `MLEs` ends that begins at a place."""
    if (end := _field_at(words, at)) is not None:
        return end + 1 if end < len(words) and words[end].text in _TEAMS else None
    if words[at].text in _TEAMS and at + 1 < len(words) and words[at + 1].text == "of":
        return _field_at(words, at + 2)
    return at + 1 if words[at].text == "mles" else None


def _field_at(words: Sequence[Word], at: int) -> int | None:
    for field in _TEAM_FIELDS:
        if tuple(word.text for word in words[at : at + len(field)]) == field:
            return at + len(field)
    return None


def _telling(meaning: PhraseMeaning | None) -> bool:
    return meaning is not None and bool(meaning.head or meaning.tags or meaning.strip == "level")


def _is_level(piece: Piece) -> bool:
    meaning = piece.meaning
    return meaning is not None and meaning.strip == "level" and not (meaning.head or meaning.tags)


def _with_field(after: Sequence[Part], end: int) -> int:
    """Stretch a title over `on an ML team` or `for LLMs`."""
    if not after or after[0].piece.text not in _RIGHT:
        return end
    alone = end
    for part in after[1:5]:
        meaning = part.piece.meaning
        known = meaning is not None and (meaning.tags or meaning.strip == "noise")
        if meaning is not None and meaning.head:
            return alone
        if part.piece.text in _JOINS:
            break
        if not known and part.piece.text not in _ARTICLES | _TEAM_TAGS:
            break
        if meaning is not None and meaning.tags:
            end = part.end
    return end
