"""What runs: services and tasks, independent of Pulumi and, for the most part, of ECS."""
