"""A procedure read as a flow: branches of one question, ways that stop, actors never guessed."""

from helpdesk.catalogue.loader import load_catalogue
from helpdesk.domain.flow import DECISION, END, START, STOP, flow_of_procedure, flow_of_steps
from helpdesk.domain.services import ServiceStep

UNKNOWN = "Belum ditetapkan"
FILE = (
    ServiceStep("1", "Menyerahkan", "Pemohon"), ServiceStep("2", "Memeriksa", "Helpdesk"),
    ServiceStep("3", "Meneruskan", "Helpdesk", branch="lengkap"),
    ServiceStep("4", "Mengembalikan", "Helpdesk", branch="kurang", ends=True),
    ServiceStep("5", "Mengubah", None),
)


def ways(flow: object) -> list[tuple[str, str]]:
    nodes = flow.nodes  # type: ignore[attr-defined]
    return [(nodes[a.start].text, nodes[a.end].text) for a in flow.arrows]  # type: ignore[attr-defined]


def test_an_incomplete_file_goes_back_and_only_a_complete_one_goes_on() -> None:
    flow = flow_of_steps(FILE, UNKNOWN)
    assert [n.kind for n in flow.nodes] == [
        START, "step", "step", DECISION, "step", STOP, "step", END,
    ]
    assert ("Meneruskan", "Mengubah") in ways(flow)
    assert not [way for way in ways(flow) if way[0] == "Mengembalikan"]
    assert flow.nodes[4].label == "Bila lengkap"


def test_a_step_without_an_actor_has_a_lane_that_says_so() -> None:
    assert flow_of_steps(FILE, UNKNOWN).lanes == ("Pemohon", "Helpdesk", UNKNOWN)


def test_one_case_alone_leaves_the_other_way_open() -> None:
    steps = (
        ServiceStep("1", "A", "X"), ServiceStep("2", "B", "X", branch="dari aplikasi"),
        ServiceStep("3", "C", "X"),
    )
    found = ways(flow_of_steps(steps, UNKNOWN))
    assert ("Bagaimana hasilnya?", "C") in found
    assert ("B", "C") in found


def test_every_flow_of_the_catalogue_holds_all_steps_and_leaves_no_box_unreached() -> None:
    catalogue = load_catalogue()
    flows = [
        (s.checklist, flow_of_steps(s.checklist, UNKNOWN))
        for s in catalogue.services.values() if s.procedure is None
    ]
    flows += [(p.steps, flow_of_procedure(p, UNKNOWN)) for p in catalogue.procedures.values()]
    assert len(flows) > 20
    for steps, flow in flows:
        texts = {node.text for node in flow.nodes}
        assert all(step.text in texts for step in steps)
        reached = {arrow.end for arrow in flow.arrows}
        assert reached >= set(range(1, len(flow.nodes))), flow.lanes
