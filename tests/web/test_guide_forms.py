"""What people type into the editor's form becomes codes and phrasings."""

from helpdesk.web.officer.guide_forms import code_of, phrasings_of


def test_codes_and_phrasings_are_made_of_what_people_type():
    assert code_of("Bagaimana mengajukan Sanggah? (é)") == "bagaimana-mengajukan-sanggah-e"
    assert len(code_of("kata " * 40)) <= 60
    assert phrasings_of("• a  b\n1) c\n\n- d") == ["a b", "c", "d"]
