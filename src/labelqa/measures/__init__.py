"""Pure statistics on small frames: a frame in, estimates with their intervals out."""
