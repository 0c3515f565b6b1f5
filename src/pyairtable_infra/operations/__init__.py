"""Day two: what is done to an account by hand or on a schedule, with boto3."""
