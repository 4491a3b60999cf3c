"""Great Expectations on a whole release: tables → results by rule, or the library's own results for its pages.

The library takes seconds to import, so it is imported only here and only when asked for; it sends nothing anywhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from builder.schema import TABLES, Schema, load_schema
from builder.validators.expected import frames

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class SuiteResult:
    """The outcome of one expectation: the rule it stands for, and the positions of the rows that broke it."""

    rule: str
    kind: str
    success: bool
    rows: tuple[int, ...]
    severity: str = "error"


def run_suite(tables: Mapping[str, pa.Table], schema: Schema | None = None, previous: Mapping[str, int] | None = None) -> list[SuiteResult]:
    """Run all suites; the result of each expectation lists every row that broke it."""
    return [_result(one) for _, outcome in outcomes(tables, schema or load_schema(), "COMPLETE", previous) for one in outcome.results]


def outcomes(
    tables: Mapping[str, pa.Table], schema: Schema, form: str, previous: Mapping[str, int] | None = None
) -> Iterator[tuple[str, Any]]:
    """The library's result of each suite by its title: a table, or a list column's items."""
    context = quiet_context()
    for name in TABLES:
        for title, frame, expectations in frames(schema, name, tables[name], (previous or {}).get(name)):
            yield title, _validate(context, title, frame, expectations, form)


def quiet_context() -> Any:
    """An in-memory context without telemetry and progress bars."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    context.enable_analytics(False)
    setattr(context.variables, "progress_bars", {"globally": False, "metric_calculations": False})  # noqa: B010
    return context


def _validate(context: Any, title: str, frame: pd.DataFrame, expectations: list[Any], form: str) -> Any:
    import great_expectations as gx

    suite = context.suites.add(gx.ExpectationSuite(name=title, expectations=expectations))
    batches = context.data_sources.add_pandas(title).add_dataframe_asset(title).add_batch_definition_whole_dataframe("all")
    definition = context.validation_definitions.add(gx.ValidationDefinition(name=title, data=batches, suite=suite))
    outcome = definition.run(batch_parameters={"dataframe": frame}, result_format={"result_format": form})
    for one in outcome.results:
        if one.exception_info.get("raised_exception"):
            raise RuntimeError(f"{one.expectation_config.meta['rule']}: {one.exception_info.get('exception_message')}")
    return outcome


def _result(one: Any) -> SuiteResult:
    config = one.expectation_config
    rows = sorted({int(place) for place in (one.result or {}).get("unexpected_index_list") or ()})
    return SuiteResult(config.meta["rule"], config.type, bool(one.success), tuple(rows), config.meta.get("severity", "error"))
