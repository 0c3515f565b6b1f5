"""The environment profile: the components' own specs put together, one loader, and its JSON Schema."""
