"""How ECS services are made smaller for a time, and as they were again."""
