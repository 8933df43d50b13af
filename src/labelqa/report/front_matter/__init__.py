"""The first pages: cover, key points, and the page of results. They ask sections, never the data."""
