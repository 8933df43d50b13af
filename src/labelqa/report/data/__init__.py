"""What an edition holds: its rows, its context, its targets, and what may be asked of them."""
