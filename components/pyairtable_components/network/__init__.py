"""VPC, subnets, the way out, endpoints, flow logs."""
