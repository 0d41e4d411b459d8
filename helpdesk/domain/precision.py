"""How often right, and how sure one may be of it: Wilson's interval at 95 %."""

from dataclasses import dataclass
from math import sqrt

Z = 1.959964  # of 95 %
FEWEST = 10  # with fewer marks a share says more of chance than of the guide


@dataclass(frozen=True)
class Precision:
    """So many right `of` those judged."""

    right: int
    of: int

    @property
    def share(self) -> float | None:
        """0–1; None where nobody judged."""
        return self.right / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the true share lies with 95 % certainty; None where nobody judged."""
        if not self.of:
            return None
        share, spread = self.right / self.of, Z * Z / self.of
        centre = (share + spread / 2) / (1 + spread)
        reach = Z / (1 + spread) * sqrt(share * (1 - share) / self.of + spread / (4 * self.of))
        return min(share, max(0.0, centre - reach)), max(share, min(1.0, centre + reach))

    @property
    def is_telling(self) -> bool:
        """Whether enough have judged."""
        return self.of >= FEWEST
