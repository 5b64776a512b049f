"""The works of the store that run while somebody waits, on tables that grow with every game."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.knowledge.decks import Item
from bot.quiz.game import Game
from bot.quiz.items import unshuffled
from bot.quiz.items.base import RawText
from bot.quiz.moves import Grant
from bot.quiz.rounds import LockedAnswer
from bot.quiz.saved import GamePlace, GamePlan
from bot.store import (
    boards,
    cards,
    exams,
    games,
    item_answers,
    mock_loops,
    pay_reports,
    practice,
    privacy,
    prizes,
    pruning,
    reminders,
    reports,
    saved_games,
    scores,
    servers,
)
from bot.store.boards import BoardRange
from bot.store.connection import Connection, Work
from bot.tools.member_pay import PayReport

MONTH = timedelta(days=30)
PAY = PayReport("research-engineer", "l5", None, "US", "USD", "total", 400_000)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the works are about: a member with a wrong answer to the first question of a game."""

    game: Game
    guild: int
    member: int
    now: datetime

    @property
    def item(self) -> Item:
        return self.game.questions[0].item


def hot_reads(it: Asked) -> Mapping[str, Work[Any]]:
    """List what is read while a member, a host, an operator or a start waits for it."""
    month = it.now - MONTH
    number, member, guild = it.game.id, it.member, it.guild

    def board(where: int | None, topic: str, since: datetime | None) -> Work[Any]:
        return lambda c: boards.board(c, BoardRange(where, topic, since), member)

    return {
        "board, server, month": board(guild, scores.ALL_TOPICS, month),
        "board, server, all time": board(guild, scores.ALL_TOPICS, None),
        "board, server, one topic": board(guild, it.item.topic, None),
        "board, global, month": board(None, scores.ALL_TOPICS, month),
        "board, global, all time": board(None, scores.ALL_TOPICS, None),
        "a member's figures": lambda c: scores.figures_of(c, member),
        "a member's figures in a server": lambda c: scores.figures_of(c, member, guild),
        "standings of a game": lambda c: scores.standings(c, number),
        "a game, whole": lambda c: saved_games.read_game(c, number),
        "how good members were": lambda c: boards.shares_right(c, (member, member + 1)),
        "open games": saved_games.read_open,
        "open games of a host": lambda c: games.open_of_host(c, member),
        "items asked lately": lambda c: games.recent_items(c, guild, it.now - timedelta(days=14)),
        "items out of play": lambda c: reports.out_of_play(c, guild),
        "reported items": reports.reported,
        "how hard items are": item_answers.difficulties,
        "whom items set apart": item_answers.answers_by_member,
        "an item's figures": lambda c: scores.figures_of_item(c, it.item.id, it.item),
        "what is stored of a member": lambda c: privacy.count_rows(c, member),
        "all rows of a member": lambda c: privacy.export_member(c, member),
        "the next card": lambda c: cards.next_due(c, member, it.now),
        "a card": lambda c: cards.card_of(c, member, 1),
        "when cards are due": lambda c: cards.due_dates(c, member),
        "reviews of a day": lambda c: cards.reviewed_since(c, member, month),
        "exams of a member": lambda c: exams.record_of(c, guild, "pay", member, month),
        "an exam that was begun": lambda c: exams.open_try(c, guild, "pay", member),
        "roles to be given": prizes.waiting,
        "pay that counts": lambda c: pay_reports.counted(c, guild, "research-engineer", member),
        "pay that waits": lambda c: pay_reports.held(c, guild),
        "seasons": lambda c: boards.seasons_of(c, guild),
        "prompts that were graded": lambda c: practice.attempts(c, member),
        "prompts that were met": lambda c: practice.last_met(c, member),
        "answers of a day": lambda c: practice.answers_since(c, member, month),
        "an answer that was put up": lambda c: practice.shown_answer(c, 1, 1),
        "a mock loop": lambda c: mock_loops.mock_of(c, member),
        "reminders that are due": lambda c: reminders.due(c, it.now),
        "the next reminder": reminders.next_due,
    }


def hot_writes(it: Asked) -> Mapping[str, Work[Any]]:
    """List what is written while somebody waits, or others wait behind it."""
    number, member, now = it.game.id, it.member, it.now
    question = unshuffled(it.item)
    plan = GamePlan(GamePlace(it.guild, 1), member, it.game.wish, it.game.rules, (question,))
    answer = LockedAnswer(10**9, RawText("x"), right=False, credit=0, taken=1)

    async def grant(c: Connection) -> None:
        await reports.appeal(c, number, 0, member, now)
        await games.write_move(c, it.game, Grant(member, 0, 9), it.game, now)

    return {
        "open a game": lambda c: games.create(c, plan, now),
        "lock an answer": lambda c: games.lock_answer(c, number, 0, answer, now),
        "vote to skip": lambda c: games.add_vote(c, number, 0, member, now),
        "take a hint": lambda c: games.add_hint(c, number, 0, member, now),
        "leave a game": lambda c: games.let_go(c, number, member),
        "end a game": lambda c: games.save(c, it.game, now),
        "note a message": lambda c: games.remember_message(c, number, 0, 1),
        "note what was shown": lambda c: games.mark_shown(c, number, 0),
        "grant an appeal": grant,
        "compute scores": lambda c: scores.recompute_some(c, 20),
        "add to reviews": lambda c: cards.add(c, [(member, it.item.id)], now),
        "report an item": lambda c: reports.report(c, it.item.id, it.guild, member, now),
        "take an item out of scores": lambda c: reports.take_out_of_scores(c, it.item.id),
        "judge an item again": lambda c: reports.judge_again(c, it.item.id, it.item),
        "share pay": lambda c: pay_reports.write(c, it.guild, member, PAY, held=False, now=now),
        "settle pay": lambda c: pay_reports.settle(c, it.guild, 1, count=True),
        "remove old pay": lambda c: pruning.prune_pay(c, now, 100),
        "remove old questions": lambda c: pruning.prune_games(c, now, 100),
        "forget a member": lambda c: privacy.forget_member(c, member),
        "forget a server": lambda c: servers.delete_server(c, it.guild),
    }
