"""The processes that notebooks run in: kernels forked from a warm server, each in a box of its own."""
