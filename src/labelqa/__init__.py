"""Reports on the quality of data labelling: one per market, period and edition."""
