"""Fit the heads anew on the examples as they are now, with the encoder as it is shipped.

    python -m tests.evaluation.heads

To be run where examples changed, so that nobody has to wait for it at the start of the bot. The
encoder itself is fine-tuned by `tests.evaluation.encoder`, which needs more than this project.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from bot.knowledge.base import Knowledge
from bot.knowledge.loader import load
from bot.language.encoder import Encoder
from bot.language.fitted import Known, key_of, write_examples
from bot.language.model import IntentModel, LabelledExamples, look_at
from bot.language.model_files import EXAMPLES, SHIPPED, ModelFiles
from bot.language.tuning import TUNING
from bot.language.understanding import scanner_of

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


def write_heads(
    folder: Path, knowledge: Knowledge, encoder: Encoder, digest: str, seen: Mapping[str, Known]
) -> str:
    """Write what the encoder makes of the examples, and the heads; return what they are of.

    What was `seen` is taken over where its names are masked now as they were then.
    """
    scanner, examples = scanner_of(knowledge), knowledge.asking.examples
    kept = {
        key: seen[key]
        for it in examples
        if (key := key_of(it.ask)) in seen and seen[key].masked == scanner.masked(it.ask)
    }
    new = [it.ask for it in examples if key_of(it.ask) not in kept]
    known = {**kept, **look_at(new, scanner, encoder)}
    labelled = LabelledExamples.made(examples, known)
    model = IntentModel.fit(labelled, encoder, TUNING)
    write_examples(folder / EXAMPLES, digest, known, model.head)
    return model.head.digest


def main() -> None:
    files, knowledge = ModelFiles(), load(KNOWLEDGE)
    if files.encoder is None:
        sys.exit("there is no encoder to fit heads for: run tests.evaluation.encoder first")
    digest = write_heads(SHIPPED, knowledge, files.encoder, files.encoder.digest, files.examples)
    sys.stdout.write(f"heads fitted on {digest[:12]}\n")


if __name__ == "__main__":
    main()
