"""Numpy codes and instants as Arrow columns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa


def coded(codes: np.ndarray, words: Sequence[str | None] | np.ndarray) -> pa.Array:
    """Text by its codes into `words`; a negative code is a missing value."""
    missing = codes < 0
    indices = pa.array(codes.astype(np.int32), mask=missing if missing.any() else None)
    return pa.DictionaryArray.from_arrays(indices, pa.array(list(words), pa.string()))


def instants(microseconds: np.ndarray, missing: np.ndarray | None = None) -> pa.Array:
    """UTC instants from microseconds since 1970."""
    return pa.array(microseconds.astype(np.int64), mask=missing).cast(pa.timestamp("us"))


def whole(values: np.ndarray, missing: np.ndarray | None = None) -> pa.Array:
    """Whole numbers."""
    return pa.array(values.astype(np.int64), mask=missing)


def numbered(prefix: str, numbers: np.ndarray, digits: int = 8) -> pa.Array:
    """Text of a prefix and a number with leading zeros; a negative number is a missing value."""
    n, width = len(numbers), len(prefix) + digits
    letters = np.empty((n, width), dtype=np.uint8)
    letters[:, : len(prefix)] = np.frombuffer(prefix.encode(), dtype=np.uint8)
    powers = 10 ** np.arange(digits - 1, -1, -1)
    letters[:, len(prefix) :] = ord("0") + np.maximum(numbers, 0)[:, None] // powers % 10
    offsets = np.arange(0, (n + 1) * width, width, dtype=np.int32)
    text = pa.StringArray.from_buffers(n, pa.py_buffer(offsets), pa.py_buffer(letters))
    missing = numbers < 0
    return text if not missing.any() else pa.compute.if_else(pa.array(missing), None, text)
