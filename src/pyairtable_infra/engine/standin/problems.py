"""What is wrong with the inputs of a resource."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where it stands, and a sentence that ends with an example that would be right.

    `path` is the property as a person writes it, also inside JSON text: containerDefinitions[0].image.
    """

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"
