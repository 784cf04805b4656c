"""A played lesson as a page of HTML that stands alone: no scripts, nothing fetched."""

from __future__ import annotations

from html import escape

from engine.hypotheses.notation import displayed_candidate
from engine.posterior.posterior import Posterior
from engine.sessions.expectations import Check
from engine.sessions.replay import PlayedScenario, PlayedStep

_SHOWN = 6
# Below this an error does not reach the third place.
_LEAST_ERROR = 0.0005
_STYLE = """
body { font: 16px/1.5 Inter, sans-serif; color: #18212b; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.9rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid #d0d6db; vertical-align: top; }
th { background: #f5f6f8; font-weight: 600; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.failed { font-weight: 600; } .second { color: #4a5663; }
"""


def report_page(played: PlayedScenario) -> str:
    """Return the page: every step with its statements, and the most probable candidates after it."""
    scenario = played.scenario
    checks = [check for step in played.steps for check in step.checks]
    held = sum(check.holds for check in checks)
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{escape(scenario.title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(scenario.title)}</h1>",
        f"<p>{escape(scenario.summary)}</p>" if scenario.summary else "",
        f'<p class="second">{held} of {len(checks)} expectations held. Seed {scenario.seed}.</p>',
        *(_step(number, step) for number, step in enumerate(played.steps, start=1)),
        "</body></html>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _step(number: int, played: PlayedStep) -> str:
    rows = f"{played.state.dataset.n_rows:,}"
    parts = [f"<h2>{number}. {escape(played.step.title)}</h2>"]
    if played.checks:
        parts.append("<table><tr><th>Expected</th><th>Outcome</th><th>Found</th></tr>")
        parts.extend(_check(check) for check in played.checks)
        parts.append("</table>")
    kind = "exact" if played.posterior.exact else "sampled"
    parts.append(f'<p class="second">Belief after {rows} rows ({kind}; most probable first)</p>')
    parts.append(_weights(played.posterior, [played.state.variables[c].name for c in played.posterior.space.over]))
    return "\n".join(parts)


def _check(check: Check) -> str:
    verdict = "held" if check.holds else "failed"
    found = f"{check.left:.6g} against {check.right:.6g}"
    return (
        f'<tr><td>{escape(check.text)}</td><td class="{verdict}">{verdict}</td>'
        f'<td class="number">{escape(found)}</td></tr>'
    )


def _weights(posterior: Posterior, names: list[str]) -> str:
    parts = ["<table><tr><th>Candidate</th><th>Weight</th><th></th></tr>"]
    for candidate in posterior.ranked(_SHOWN):
        weight = float(posterior.weights[candidate])
        error = 0.0 if posterior.errors is None else float(posterior.errors[candidate])
        sure = f" ± {error:.3f}" if error >= _LEAST_ERROR else ""
        text = escape(displayed_candidate(posterior.space.candidate(candidate), names))
        parts.append(f'<tr><td>{text}</td><td class="number">{weight:.3f}{sure}</td><td>{_bar(weight)}</td></tr>')
    return "\n".join([*parts, "</table>"])


def _bar(weight: float) -> str:
    return (
        '<svg width="160" height="12" role="img" aria-hidden="true"><rect width="160" height="12" fill="#e3e7eb"/>'
        f'<rect width="{160 * weight:.1f}" height="12" fill="#5a6a79"/></svg>'
    )
