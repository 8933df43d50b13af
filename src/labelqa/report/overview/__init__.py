"""All markets side by side."""
