"""What an environment is made of. Read from top to bottom, it is the architecture diagram."""
