"""The bot: from an update at the webhook to its answer leaving, and updates a second."""

import os
from itertools import product

from bench.chat.bare import replayed
from bench.chat.bureau import Bureau, bureau, names
from bench.chat.figures import answers, lost_and_disordered, percentile, ways
from bench.chat.run import Load, Noted, look, run
from bench.office import folder

BOT, BARE = "bench.chat.process", "bench.chat.bare"
STEADY = Load(chats=100, count=900, rate=20)
WARMING = 100  # answers of the first five seconds: what is met for the first time is learnt there
RUSH = Load(chats=400, count=2400)


def main() -> None:
    """Print both figures for each database, with a bare equivalent in the same run."""
    with folder() as guide:
        for name, measure in product(names(), (way, rush)):
            with folder() as made, bureau(name, made / name, guide) as office:
                print(f"{name:10} {measure(office)}; load {os.getloadavg()[0]:.1f}", flush=True)


def way(office: Bureau) -> str:
    """20 updates a second of 100 chats in turn; only what is our own doing is judged."""
    noted = run(office, STEADY, BOT, until_sent=True)
    found = look(office, lambda: ways(noted, answers()))[WARMING:]
    own, held = [each.own for each in found], [each.held for each in found if each.held > 0]
    plain = run(office, STEADY, BARE, until_sent=False)
    came = {f"{chat}:{update}": began for update, chat, began, _, _ in plain.posts}
    bare = percentile([(at - came[sent]) * 1000 for _, sent, at in plain.sends], 95)
    return (
        f"{len(found) + WARMING} of {len(noted.posts)} answered, {noted.pressed} presses, "
        f"{len(noted.sends)} messages: p50 {percentile(own, 50):.0f} ms, "
        f"p95 {percentile(own, 95):.0f} ms, most {max(own):.0f} ms (bare p95 {bare:.1f} ms, "
        f"ratio {percentile(own, 95) / bare:.1f}); held by a limit {len(held)}, "
        f"up to {max(held, default=0):.0f} ms; {_used(noted)}"
    )


def rush(office: Bureau) -> str:
    """As many as it takes, from the first one kept to the last one's replies committed."""
    noted = run(office, RUSH, BOT, until_sent=False)
    rate = RUSH.count / (noted.done_at - min(began for _, _, began, _, _ in noted.posts))
    rows = look(office, answers)
    lost, disordered = look(office, lambda: lost_and_disordered(noted, rows))
    bare = look(office, lambda: replayed(rows))
    return (
        f"{rate:.0f} updates a second, {lost} lost, {disordered} out of order "
        f"(bare {bare:.0f} a second, ratio {bare / rate:.1f}); {_used(noted)}"
    )


def _used(noted: Noted) -> str:
    return (
        f"{noted.busy / len(noted.posts) * 1000:.1f} ms of processor an update, "
        f"{noted.memory} MiB, up in {noted.started:.1f} s"
    )


if __name__ == "__main__":
    main()
