"""Names, numbers and sentences: what any text of a report is made of."""
