"""Where data lies: PostgreSQL, Redis or Valkey, buckets, queues."""
