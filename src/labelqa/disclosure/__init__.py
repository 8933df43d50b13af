"""What may be told to whom: rounding, small cells, benchmarks, and the attacker's check."""
