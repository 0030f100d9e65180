"""The values that a person gives to a report, checked against its parameters."""

from collections.abc import Mapping

from cartera.domain.buckets import parse_edges
from cartera.errors import UsageError
from cartera.reports.model import Parameter, Report
from cartera.store.warehouse import Parameter as QueryValue


def read_values(report: Report, given: Mapping[str, str]) -> dict[str, QueryValue]:
    """Return a value for each parameter of a report, defaults filled in.

    Raises UsageError for a name that the report does not have, a value that is
    not one of its choices or not readable, and a required value not given.
    """
    known = {parameter.name: parameter for parameter in report.parameters}
    for name in given:
        if name not in known:
            raise UsageError(
                "REPORT_PARAMETER_UNKNOWN",
                report=report.name,
                parameter=name,
                known=", ".join(known) or "—",
            )
    return {
        name: _value(report, parameter, given.get(name, parameter.default))
        for name, parameter in known.items()
    }


def _value(report: Report, parameter: Parameter, text: str | None) -> QueryValue:
    if text is None or not text.strip():
        raise UsageError(
            "REPORT_PARAMETER_MISSING", report=report.name, parameter=parameter.name
        )
    text = text.strip()
    if parameter.type == "edges":
        return parse_edges(text)
    if parameter.type == "choice" and text not in parameter.choices:
        raise UsageError(
            "REPORT_PARAMETER_VALUE",
            report=report.name,
            parameter=parameter.name,
            value=text,
            choices=", ".join(parameter.choices),
        )
    return text
