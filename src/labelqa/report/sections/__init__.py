"""What a reader sees as a section: its questions, exhibits, tables, charts and words in one folder."""
