"""Gathers what the program consists of: the versions here, and the list that a build wrote."""

import json
from pathlib import Path

from reviewer.domain.about import About, Part, consequence_of
from reviewer.ui.tokens import RESOURCES
from reviewer.versions import gpl_encoders, versions

_FOLDER = RESOURCES / "licences"


def about(folder: Path = _FOLDER) -> About:
    """What there is to tell. OSError where FFmpeg is missing."""
    listed = folder / "licences.json"
    told = json.loads(listed.read_text(encoding="utf-8")) if listed.is_file() else []
    parts = tuple(_part(each, folder) for each in told)
    return About(versions(), consequence_of(gpl_encoders(), bundled=bool(parts)), parts)


def _part(told: dict[str, object], folder: Path) -> Part:
    name, version, licence = (str(told[key]) for key in ("name", "version", "licence"))
    texts = told["texts"]
    files = [str(text) for text in texts] if isinstance(texts, list) else []
    found = (_read(folder / file) for file in files)
    return Part(name, version, licence, "\n\n".join(filter(None, found)))


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
