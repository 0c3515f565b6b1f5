"""What people read: terminal and Markdown."""
