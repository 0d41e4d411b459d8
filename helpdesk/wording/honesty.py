"""How often the bot is right, in words: for officers, and for the public without small numbers."""

from collections.abc import Sequence

from helpdesk.domain.precision import FEWEST, Precision
from helpdesk.queries.insight import Tally
from helpdesk.wording.values import number

SMALL = 5  # below it a number may point at somebody
FEWEST_ASKED = 50
TOO_FEW = (
    f"Belum cukup pertanyaan untuk disebutkan. Angka muncul setelah ada {FEWEST_ASKED} pertanyaan."
)


def percent(share: float) -> str:
    """As "92%"."""
    return f"{number(100 * share, 0)}%"


def precision_text(precision: Precision) -> str:
    """As "92% (88–95%)"; how many marks are missing where there are too few."""
    if precision.share is None:
        return "belum ada tanda"
    if not precision.is_telling or precision.interval is None:
        return f"{precision.right} dari {precision.of}; belum cukup"
    low, high = precision.interval
    return f"{percent(precision.share)} ({number(100 * low, 0)}–{percent(high)})"


def honesty_lines(found: Tally) -> Sequence[str]:
    """What the public may know of the last year, as sentences."""
    if found.asked < FEWEST_ASKED:
        return (TOO_FEW,)
    return (_asked(found), _judged(found), _filed(found))


def _asked(found: Tally) -> str:
    """Where one part is small none is told: the others would give it away."""
    told = f"Bot dan pencarian panduan ditanya {number(found.asked)} kali"
    if any(0 < part < SMALL for part in (found.answered, found.picked, found.left)):
        return f"{told}. Rinciannya belum cukup untuk disebutkan."
    return (
        f"{told}: {number(found.answered)} dijawab langsung, {number(found.picked)} dijawab "
        f"setelah penanya memilih topiknya, {number(found.left)} belum terjawab."
    )


def _judged(found: Tally) -> str:
    precision = found.any_answer
    if not precision.is_telling or precision.share is None or precision.interval is None:
        return (
            f"Belum cukup jawaban yang ditandai penanya untuk menyebut seberapa sering benar "
            f"(perlu {FEWEST})."
        )
    low, high = precision.interval
    return (
        f"Dari {number(precision.of)} jawaban yang ditandai penanya, {number(precision.right)} "
        f"dinyatakan membantu: {percent(precision.share)}. Dengan kepastian 95%, angka "
        f"sebenarnya antara {percent(low)} dan {percent(high)}."
    )


def _filed(found: Tally) -> str:
    few = 0 < found.filed < SMALL
    filed = f"Kurang dari {SMALL}" if few else number(found.filed)
    return f"{filed} pertanyaan menjadi tiket untuk dijawab petugas."
