"""The shipped files by which questions are read, each read when it is first needed.

The smaller one names the digest of the larger, so that neither is used with another than its own.
Nothing here loads numpy before a question needs it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

if TYPE_CHECKING:
    from bot.language.encoder import Encoder
    from bot.language.fitted import Head, Known

SHIPPED = Path(__file__).parent / "weights"
ENCODER, EXAMPLES = "encoder.npz", "examples.npz"
_LARGE = ("encoder", "head")
"""What is let go of, by the names of the properties."""


@dataclass(frozen=True)
class ModelFiles:
    """The files in a folder; None without them.

    The last heads that were fitted beside them are kept: a change is fitted when it is proposed,
    and need not be again when it is applied.
    """

    folder: Path = SHIPPED
    _fitted: "list[Head]" = field(default_factory=list, repr=False, compare=False)

    @cached_property
    def digest(self) -> str | None:
        """The digest of the examples that the shipped heads were fitted on."""
        if not (self.folder / EXAMPLES).exists() or not (self.folder / ENCODER).exists():
            return None
        return self._line("digest")

    @cached_property
    def encoder(self) -> "Encoder | None":
        """The encoder; raise EncoderError where the file is damaged."""
        if self.digest is None:
            return None
        from bot.language.encoder import Encoder  # noqa: PLC0415 - numpy comes with it

        return Encoder.load(self.folder / ENCODER, self._line("encoder"))

    @cached_property
    def head(self) -> "Head | None":
        """The heads that were fitted on the shipped examples."""
        if self.digest is None:
            return None
        from bot.language.fitted import stored_head  # noqa: PLC0415 - numpy comes with it

        return stored_head(self.folder / EXAMPLES)

    @property
    def examples(self) -> "Mapping[str, Known]":
        """What was made of the shipped examples, by `key_of` their text."""
        if self.digest is None:
            return {}
        from bot.language.fitted import stored_examples  # noqa: PLC0415 - numpy comes with it

        return stored_examples(self.folder / EXAMPLES)

    def load(self) -> None:
        """Read now what is else read with the first question; raise EncoderError."""
        _ = self.head, self.encoder

    def let_go(self) -> None:
        """Keep nothing that can be read again."""
        for name in _LARGE:
            vars(self).pop(name, None)

    def keep(self, head: "Head") -> None:
        self._fitted[:] = [head]

    def head_of(self, digest: str) -> "Head | None":
        """Return the heads that were fitted on the examples of a digest, shipped or kept."""
        known = (*self._fitted, *((self.head,) if self.head is not None else ()))
        return next((it for it in known if it.digest == digest), None)

    def _line(self, name: str) -> str:
        """Read an array of letters, which stand behind the line that says what it is."""
        with ZipFile(self.folder / EXAMPLES) as stored:
            return stored.read(f"{name}.npy").rpartition(b"\n")[2].decode()
