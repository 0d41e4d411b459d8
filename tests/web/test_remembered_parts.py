"""Parts of pages that are drawn once: each is what its own values make it, whatever came before."""

from typing import Any

import pytest
from flask import Flask, g, render_template_string
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markupsafe import Markup, escape

from helpdesk.domain.ticket import Status
from helpdesk.web import labels
from helpdesk.web.templating import form_inputs

SAID = (
    "{% macro _part(value, kept=none, rows=[]) %}[{{ value }}|{{ kept }}|"
    "{% for row in rows %}{{ row[0] }}={{ row[1] }};{% endfor %}]{% endmacro %}"
)
# What Python takes for equal and a reader does not.
PLAIN = st.sampled_from((
    1, True, 1.0, 0, False, "1", Markup("1"), "<b>", Markup("<b>"), None, "", Status.NEW, "new",
))
VALUES = st.tuples(PLAIN, PLAIN, st.lists(st.tuples(PLAIN, PLAIN), max_size=2))


@given(st.lists(VALUES, max_size=12))
def test_a_remembered_drawing_is_the_one_its_values_have(asked: list[tuple[Any, ...]]) -> None:
    """Texts and markup, one and true: what is equal in Python must not look the same here."""
    env = Environment(autoescape=True)
    labels.install_filters(env, "Asia/Pontianak")
    template = env.from_string(
        SAID + "{% set part = remembering(_part) %}"
        "{% for v, k, r in asked %}{{ part(v, kept=k, rows=r) }}\n{% endfor %}"
        "{% for v, k, r in asked %}{{ part(v, kept=k, rows=r) }}\n{% endfor %}"
    )
    afresh = env.from_string(
        SAID + "{% for v, k, r in asked %}{{ _part(v, kept=k, rows=r) }}\n{% endfor %}"
    )
    assert template.render(asked=asked) == afresh.render(asked=asked) * 2


def test_a_text_is_escaped_after_the_same_markup_was_drawn() -> None:
    env = Environment(autoescape=True)
    labels.install_filters(env, "Asia/Pontianak")
    template = env.from_string(SAID + "{{ remembering(_part)(value) }}")
    assert template.render(value=Markup("<b>")).startswith("[<b>|")
    assert template.render(value="<b>").startswith("[&lt;b&gt;|")


def test_a_long_text_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    env = Environment(autoescape=True)
    labels.install_filters(env, "Asia/Pontianak")
    drawn: list[str] = []
    env.globals["count"] = drawn.append
    template = env.from_string(
        "{% macro _part(value) %}{{ count(value) or '' }}{{ value }}{% endmacro %}"
        "{{ remembering(_part)(value) }}"
    )
    for value in ("pendek", "pendek", "x" * 201, "x" * 201):
        template.render(value=value)
    assert drawn == ["pendek", "x" * 201, "x" * 201]


def test_the_inputs_of_a_form_carry_the_token_and_escape(app: Flask) -> None:
    with app.test_request_context("/"):
        g.officer = None
        inputs = form_inputs({"version": 3, "seen": '"><script>'})
        assert inputs == form_inputs({"version": 3, "seen": '"><script>'})
        assert f'name="seen" value="{escape(chr(34) + "><script>")}"' in inputs
        assert 'name="version" value="3"' in inputs
        token = render_template_string("{{ csrf_token() }}")
        assert f'name="csrf_token" value="{token}"' in inputs


def test_another_visitor_gets_another_token(app: Flask) -> None:
    seen = set()
    for _ in range(2):
        with app.test_request_context("/"):
            seen.add(str(form_inputs({})))
    assert len(seen) == 2
