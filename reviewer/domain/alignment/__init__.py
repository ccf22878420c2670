"""Alignment: which picture of which stream shows which moment of the data, and how surely."""

from reviewer.domain.alignment.align import align
from reviewer.domain.alignment.durations import DurationMeaning
from reviewer.domain.alignment.guesses import DelayUse, Unit
from reviewer.domain.alignment.placing import Alignment, Place
from reviewer.domain.alignment.report import (
    AlignmentReport,
    Outlier,
    Residuals,
    StreamReport,
    Sync,
    report_json,
)
from reviewer.domain.alignment.rows import StreamFacts

__all__ = [
    "Alignment",
    "AlignmentReport",
    "DelayUse",
    "DurationMeaning",
    "Outlier",
    "Place",
    "Residuals",
    "StreamFacts",
    "StreamReport",
    "Sync",
    "Unit",
    "align",
    "report_json",
]
