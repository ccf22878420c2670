"""The simulated game as the client would load it, without a server between them."""

import json
from dataclasses import replace

from reviewer.api.assemble import Findings, assemble
from reviewer.api.clips import parse_videos
from reviewer.api.parse import parse_catch_up, parse_game_event
from reviewer.demo.documents import Documents
from reviewer.demo.truth import SimGame
from reviewer.domain.game import EventId, Game


def told_game(truth: SimGame) -> Game:
    """The game of the documents that the demo's server gives."""
    documents = Documents(truth, "https://demo.test")
    found = Findings(clips=parse_videos(_packed({"videos": documents.videos()})))
    found = replace(found, happening=parse_game_event(_packed(documents.event())))
    combined = parse_catch_up(_packed(documents.catch_up(["details", "shots", "possessions"])))
    return assemble(EventId("demo"), found.joined(combined))


def _packed(value: object) -> bytes:
    return json.dumps(value).encode()
