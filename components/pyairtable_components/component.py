"""The base of every component."""

from typing import Any, ClassVar

from pulumi import ComponentResource, ResourceOptions

from pyairtable_components.context import SHARED, Context


class Component(ComponentResource):
    """A ComponentResource with a type token, tags from the context, and children that are its own.

    A subclass names its token once: `class Network(Component, token="pyairtable:network:Network")`.
    """

    token: ClassVar[str]

    def __init_subclass__(cls, *, token: str, **more: Any) -> None:
        super().__init_subclass__(**more)
        cls.token = token

    def __init__(
        self, name: str, context: Context, opts: ResourceOptions | None = None, *, service: str = SHARED
    ) -> None:
        super().__init__(self.token, name, None, opts)
        self.context = context
        self.service = service
        _, module, kind = self.token.split(":")
        self._tag = f"{module}:{kind}"
        self._own = ResourceOptions(parent=self)

    def own(self, **options: Any) -> ResourceOptions:
        """The options of a child: this component is its parent, and nothing comes from the caller's options."""
        return ResourceOptions(parent=self, **options) if options else self._own

    def lasting(self, **options: Any) -> ResourceOptions:
        """The options of a child that holds data or history: protected and retained where protection is strict."""
        if not self.context.strict:
            return self.own(**options)
        return self.own(protect=True, retain_on_delete=True, **options)

    def tags(self, **more: str) -> dict[str, str]:
        """The tags of a child of this component."""
        return self.context.tags(self._tag, self.service, **more)
