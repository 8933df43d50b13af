"""What an author has at the desk while a report is written."""
