"""When an environment is awake, and what its schedules mean."""
