"""Reading what weights start from: the prior and its rules, each fault with the line of its key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.files.forms import Form, nearest
from engine.files.yaml_tree import ListNode, Node, TextNode
from engine.hypotheses.arrow_text import Arrow, parse_arrows
from engine.posterior.assumptions import Assumptions
from engine.problems import InvalidInput

NONE = "none"
OWN = "own"


def read_assumptions(
    form: Form, names: Sequence[str], weights: tuple[float, ...] | None, start: Assumptions | None
) -> Assumptions | None:
    """Return the assumptions of a belief section; None when they are at fault. Faults are noted.

    Parameters
    ----------
    form
        The section.
    names
        The variables that belief is about; empty when they are at fault, and then names are not looked up.
    weights
        Weights by hand that stand with the candidates, if any.
    start
        What keys left out are taken from; None for the usual.
    """
    before = len(form.faults)
    known = start or Assumptions()
    changes: dict[str, Any] = {
        "equivalent_sample_size": _number(form, "equivalent_sample_size", known.equivalent_sample_size),
        "penalty": _number(form, "penalty", known.penalty),
        "max_parents": _most(form, known.max_parents),
        "required": _arrows(form, "required", names) if "required" in form else known.required,
        "forbidden": _arrows(form, "forbidden", names) if "forbidden" in form else known.forbidden,
        "tiers": _tiers(form, names) if "tiers" in form else known.tiers,
        **_prior(form, weights, known),
    }
    if len(form.faults) > before:
        return None
    return _checked(form, "prior", **changes)


def _prior(form: Form, weights: tuple[float, ...] | None, known: Assumptions) -> dict[str, Any]:
    prior = form.text("prior", OWN if weights else known.prior)
    if weights and prior != OWN:
        what = f'the candidates have weights of their own, and the prior is "{prior}"'
        form.faults.add(what, "Leave one of the two out", form.place("prior"), form.line_of("prior"))
        return {}
    if prior != OWN:
        _checked(form, "prior", prior=prior)
        return {"prior": prior, "weights": ()}
    if weights is None and ("candidates" in form or not known.weights):
        what = "the weights of one's own are missing"
        form.faults.add(what, "Give each candidate a weight of 0 or more", form.place("prior"), form.line_of("prior"))
        return {}
    return {"prior": prior, "weights": weights or known.weights}


def _number(form: Form, key: str, known: float) -> float:
    value = form.number(key)
    if value is None:
        return known
    _checked(form, key, **{key: value})
    return value


def _most(form: Form, known: int | None) -> int | None:
    node = form.node("max_parents")
    if node is None:
        return known
    if isinstance(node, TextNode) and node.text == NONE:
        return None
    return form.whole("max_parents", 0, 0, 99)


def _arrows(form: Form, key: str, names: Sequence[str]) -> tuple[Arrow, ...]:
    where = form.place(key)
    found: list[Arrow] = []
    for node in form.text_nodes(key):
        try:
            arrows = parse_arrows(node.text)
        except InvalidInput as error:
            form.faults.add_all(error, node.line, where)
            continue
        for name in dict.fromkeys(name for arrow in arrows for name in arrow):
            _check_known(form, where, name, names, node)
        found.extend(arrows)
    return tuple(dict.fromkeys(found))


def _tiers(form: Form, names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    where = form.place("tiers")
    found: list[tuple[str, ...]] = []
    for item in form.items("tiers"):
        nodes = item.items if isinstance(item, ListNode) else (item,)
        texts = []
        for node in nodes:
            if not isinstance(node, TextNode):
                what = "a list of names is wanted here"
                form.faults.add(what, "Write the tiers like [[A, B], [C]]", where, node.line)
                continue
            _check_known(form, where, node.text, names, node)
            texts.append(node.text)
        found.append(tuple(texts))
    _checked(form, "tiers", tiers=tuple(found))
    return tuple(found)


def _check_known(form: Form, where: str, name: str, names: Sequence[str], node: Node) -> None:
    if names and name not in names:
        form.faults.add(f'belief is not about a variable "{name}"', nearest(name, names), where, node.line)


def _checked(form: Form, key: str, **values: Any) -> Assumptions | None:
    try:
        return Assumptions(**values)
    except InvalidInput as error:
        form.faults.add_all(error, form.line_of(key), form.place(key))
        return None
