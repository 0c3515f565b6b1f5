"""ECS on Fargate and Fargate Spot: cluster, services, tasks, and the arithmetic of the split."""
