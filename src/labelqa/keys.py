"""The secrets behind vendors' editions: what turns an id into a pseudonym, and the secret p of benchmarks."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from pathlib import Path

from pydantic import Field, SecretBytes, ValidationError

from .errors import Problem, ReleaseError
from .models import Model

FILE = "labelqa.keys"  # in the workspace
LENGTH = 32  # bytes of the key
_LETTERS = 10  # of a pseudonym: 50 bits
_REMEDY = "make it with `labelqa keys`, keep a copy outside the workspace, and let only its owner read it"


class VendorKey(Model):
    """One vendor's own key: equal ids of two vendors have different pseudonyms."""

    key: SecretBytes

    def pseudonym(self, kind: str, value: str) -> str:
        """
        The pseudonym of an id of a `kind` such as "person": ten letters and digits.

        HMAC-SHA256 over kind and id (RFC 2104), so that nobody without the key can go through all ids.
        """
        digest = self._digest(f"{kind}\0{value}")
        return base64.b32encode(digest).decode()[:_LETTERS]

    @property
    def fingerprint(self) -> str:
        """What tells one key from another and says nothing of it."""
        return f"sha256:{self._digest('fingerprint').hex()}"

    def _digest(self, text: str) -> bytes:
        return hmac.digest(self.key.get_secret_value(), text.encode(), hashlib.sha256)


class Keys(Model):
    """A company's secrets. `p_percent` is the p of the p % rule, which only works while it is not known."""

    key: SecretBytes = Field(min_length=LENGTH)
    p_percent: float = Field(ge=5, le=50)

    def of(self, vendor: str) -> VendorKey:
        """The key of a vendor, derived from the company's."""
        derived = hmac.digest(self.key.get_secret_value(), f"vendor\0{vendor}".encode(), hashlib.sha256)
        return VendorKey(key=SecretBytes(derived))


def read(path: Path) -> Keys:
    """The keys in a file. Raises ReleaseError where there are none, or others than the owner may read it."""
    if not path.is_file():
        raise ReleaseError(Problem("has no keys, and a vendor's edition needs them", str(path), _REMEDY))
    if path.stat().st_mode & 0o077:
        raise ReleaseError(Problem("may be read by others", str(path), f"chmod 600 {path}"))
    return parse(path.read_text(encoding="utf-8"), str(path))


def parse(text: str, where: str) -> Keys:
    """The keys written as `key p`: 64 hexadecimal digits and a number. Raises ReleaseError."""
    try:
        key, p = text.split()
        return Keys(key=SecretBytes(bytes.fromhex(key)), p_percent=float(p))
    except (ValueError, ValidationError):
        raise ReleaseError(Problem("holds no keys", where, _REMEDY)) from None


def write(path: Path) -> None:
    """New keys in a new file that only its owner may read. Raises ReleaseError where the file is there."""
    text = f"{secrets.token_hex(LENGTH)} {10 + secrets.randbelow(100) / 10}\n"
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        remedy = "keep it: with other keys every pseudonym changes"
        raise ReleaseError(Problem("is there already", str(path), remedy)) from None
    path.write_text(text, encoding="utf-8")
