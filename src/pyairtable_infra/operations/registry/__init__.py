"""Container images: simulate their retention, pin them, move them, prune them."""
