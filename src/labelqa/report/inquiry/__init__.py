"""What an investigation asks and finds, step by step, and how it is told."""
