"""The plan: what would be deployed, as plain data. Nothing here knows a component or an engine."""
