"""What is going wrong, how surely, and what it costs."""
