"""The typefaces of the two media: inside the file for the screen, by a closed configuration for print."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from functools import cache

from .. import fonts

CONFIGURATION = fonts.FOLDER / "fonts.conf"
PRINTED = re.compile(r"(Inter|Inter-Display|Source-Serif-4|Noto)(-\w+)*,?")
SERIF_RANGES = {
    "latin": "0000-00FF 0131 0152-0153 02BB-02BC 02C6 02DA 02DC 2000-206F 20AC 2122 2191 2193 2212 2215",
    "latin-ext": "0100-02BA 02BD-02C5 02C7-02CC 02CE-02D7 02DD-02FF 1E00-1E9F 1EF2-1EFF 20A0-20AB 20AD-20C0",
    "vietnamese": "0102-0103 0110-0111 0128-0129 0168-0169 01A0-01A1 01AF-01B0 0300-0301 0303 0309 0323 "
    "1EA0-1EF9",
}
SANS_RANGES = {
    "core": "0000-00FF 0131 0152-0153 02C6 02DA 02DC 03A3 03B1-03B2 03BA-03BC 03C0 03C3 03C7 2000-2089 "
    "20AC 2122 2190-2299 25A0-25CF 2713 2717",
    "extended": "0100-0130 0132-0151 0154-02C5 02C7-02D9 02DB 02DD-0329 0391-03A1 03A4-03B0 03B4-03B9 "
    "03BD-03BF 03C1-03C2 03C4-03C6 03C8-03C9 0400-045F 0E3F 1EA0-1EF9 20A0-20AB 20AD-20BF 2116",
}


@dataclass(frozen=True)
class Face:
    """One file of a family: its weight and the characters it is for."""

    family: str
    weight: int
    file: str
    ranges: str

    def serves(self, text: frozenset[str]) -> bool:
        """Whether any of the characters is in its ranges."""
        return any(low <= character <= high for low, high in self._bounds() for character in text)

    def _bounds(self) -> list[tuple[str, str]]:
        pairs = (part.partition("-") for part in self.ranges.split())
        return [(chr(int(low, 16)), chr(int(high or low, 16))) for low, _, high in pairs]


FACES = (
    *(
        Face(family, weight, f"{stem}.{part}.woff2", ranges)
        for family, weight, stem in (
            (fonts.SANS, 400, "Inter-Regular"),
            (fonts.SANS, 500, "Inter-Medium"),
            (fonts.SANS, 600, "Inter-SemiBold"),
            (fonts.DISPLAY, 500, "InterDisplay-Medium"),
            (fonts.DISPLAY, 600, "InterDisplay-SemiBold"),
        )
        for part, ranges in SANS_RANGES.items()
    ),
    *(
        Face(fonts.SERIF, weight, f"{stem}.{part}.woff2", ranges)
        for weight, stem in ((400, "SourceSerif4-Regular"), (600, "SourceSerif4-SemiBold"))
        for part, ranges in SERIF_RANGES.items()
    ),
)


def on_screen(text: str) -> str:
    """The @font-face rules, files included, of those faces that the text has a use for."""
    characters = frozenset(text)
    return "\n".join(_rule(face) for face in FACES if face.serves(characters))


@cache
def _rule(face: Face) -> str:
    data = base64.b64encode((fonts.FOLDER / face.file).read_bytes()).decode()
    ranges = ",".join(f"U+{part}" for part in face.ranges.split())
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-display:block;'
        f'src:url("data:font/woff2;base64,{data}") format("woff2");unicode-range:{ranges}}}'
    )
