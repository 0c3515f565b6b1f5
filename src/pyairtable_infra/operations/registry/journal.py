"""What a move has done already, so that it goes on where it stopped."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from pyairtable_infra.operations.errors import InputError


@dataclass
class Journal:
    """Each image that is at its new place, with its digest; a file that is always whole."""

    path: Path
    done: dict[str, str] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path) -> "Journal":
        """The journal of an earlier run, or a new one.

        Raises:
            InputError: The file is something else.
        """
        if not path.exists():
            return cls(path)
        try:
            said = json.loads(path.read_text(encoding="utf-8"))["done"]
            return cls(path, {str(image): str(digest) for image, digest in said.items()})
        except (AttributeError, KeyError, TypeError, ValueError, OSError):
            raise InputError(
                f"{path}: this is no journal of a move. For example: --journal registry-migrate.json"
            ) from None

    def add(self, image: str, digest: str) -> None:
        """Note that an image is there, at once.

        Raises:
            InputError: The file cannot be written.
        """
        self.done[image] = digest
        partial = self.path.with_name(f".{self.path.name}.part")
        try:
            partial.write_text(json.dumps({"done": self.done}, indent=2) + "\n", encoding="utf-8")
            partial.replace(self.path)
        except OSError as error:
            raise InputError(
                f"{self.path}: cannot be written: {error.strerror}. For example: --journal j.json"
            ) from None
