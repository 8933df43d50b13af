"""What may be told to whom: rounding, small cells, suppression, benchmarks, and the attacker's check."""
