"""Numbers as they are written on screen, and as they are spoken."""

from __future__ import annotations

import math
from collections.abc import Sequence

MINUS = "\N{MINUS SIGN}"
UNKNOWN = "\N{EN DASH}"
PLUS_MINUS = "\N{PLUS-MINUS SIGN}"
TIMES = "\N{MULTIPLICATION SIGN}"
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

# each step holds below its bound; the last word holds from the last bound on
_WORDS = ((0.05, "very unlikely"), (0.33, "unlikely"), (0.67, "open"), (0.95, "likely"))


def probability(value: float) -> str:
    """Write a probability to 3 places: "0" where it is impossible, "<0.001" where it would only read so.

    Near 1 it is rounded: a sum of many numbers does not tell 1 from what is almost 1.
    """
    return _share(value, 3)


def amount_of(value: float, places: int) -> str:
    """Write an amount, 0 or more, with `places` decimals: "0" for nothing, "<0.001" where it would only read so."""
    return _share(value, places)


def small_probability(value: float) -> str:
    """Write a probability to 3 places, and one that would read "<0.001" as "1 in 12,000"."""
    if not 1e-300 < value < 0.0005:
        return probability(value)
    times = 1.0 / value
    digits = max(0, math.floor(math.log10(times)) - 1)
    return f"1 in {count_words(round(times / 10**digits) * 10**digits)}"


def arrow_probability(value: float) -> str:
    """Write a probability to 2 places, for labels of arrows; else as `probability`: "0", "<0.01", "0.48"."""
    return _share(value, 2)


def bits(value: float) -> str:
    """Write information in bits to 2 places."""
    return decimal(value, 2)


def decimal(value: float, places: int) -> str:
    """Write a number with `places` decimals, commas between thousands and a real minus sign; zero has no sign."""
    if math.isnan(value):
        return UNKNOWN
    if math.isinf(value):
        return f"{MINUS if value < 0 else ''}\N{INFINITY}"
    text = f"{abs(value):,.{places}f}"
    negative = value < 0 and float(text.replace(",", "")) != 0.0
    return MINUS + text if negative else text


def signed(value: float, places: int) -> str:
    """Write a number with `places` decimals and always a sign, unless it reads as zero."""
    text = decimal(value, places)
    above_zero = value > 0 and text.strip("0.,") != ""
    return f"+{text}" if above_zero else text


def count(value: int) -> str:
    """Write a whole number with commas between thousands."""
    return decimal(value, 0)


def count_words(value: int) -> str:
    """Write a whole number in full while that can be read, else as a power of ten: "3.2 × 10²²"."""
    if value < 10**9:
        return count(value)
    digits = str(value)
    power = len(digits) - 1
    leading = round(int(digits[:4]) / 1000, 1)
    if leading >= 10:
        leading, power = 1.0, power + 1
    return f"{leading} {TIMES} 10{str(power).translate(_RAISED)}"


def odds(bits: float) -> str:
    """Return the odds that so many bits are: "102 : 1", "1 : 3.0"."""
    if not math.isfinite(bits):
        return "certain" if bits > 0 else "ruled out"
    if abs(bits) < 0.005:
        return "level, 1 : 1"
    ratio = 2.0 ** min(abs(bits), 1000.0)
    shown = decimal(ratio, 1) if ratio < 9.95 else count_words(round(ratio))
    return f"{shown} : 1" if bits >= 0 else f"1 : {shown}"


def plural(value: int, one: str, many: str | None = None) -> str:
    """Write a count and its noun: "1 row", "1,000 rows". `many` is `one` with an s unless given."""
    return f"{count(value)} {one if value == 1 else many or one + 's'}"


def with_error(value: float, error: float, places: int = 2) -> str:
    """Write an estimate and its standard error: "0.52 ± 0.01"; an error that would read 0 is written as below."""
    smallest = 10.0**-places
    shown = f"<{decimal(smallest, places)}" if 0 < error < smallest / 2 else decimal(error, places)
    return f"{decimal(value, places)} {PLUS_MINUS} {shown}"


def probability_with_error(value: float, error: float) -> str:
    """Write a probability to 3 places, with its standard error unless it is 0: "0.447 ± 0.004"."""
    return f"{probability(value)} {PLUS_MINUS} {probability(error)}" if error > 0 else probability(value)


def probability_in_words(value: float) -> str:
    """Say how likely that is, in words for a screen reader."""
    if value == 0:
        return "impossible"
    return next((word for bound, word in _WORDS if value < bound), "almost certain")


def listed_words(parts: Sequence[str]) -> str:
    """Return "A", "A and B" or "A, B and C"; empty for none."""
    return "".join(parts) if len(parts) < 2 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def arrow_in_words(parent: str, child: str, value: float) -> str:
    """Say one arrow of the belief as a screen reader does: "Sun to Shorts, almost certain, 0.99"."""
    return f"{parent} to {child}, {probability_in_words(value)}, {arrow_probability(value)}"


def line_in_words(one: str, other: str, value: float) -> str:
    """Say one link whose direction is left open: "Sun and Shorts, direction open, likely, 0.83"."""
    return f"{one} and {other}, direction open, {probability_in_words(value)}, {arrow_probability(value)}"


def _share(value: float, places: int) -> str:
    if value < 0.5 * 10.0**-places:
        return "0" if value == 0 else f"<{10.0**-places:.{places}f}"
    return decimal(value, places)
