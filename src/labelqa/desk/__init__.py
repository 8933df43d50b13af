"""What an author works with at a desk of their own, on this machine alone."""
