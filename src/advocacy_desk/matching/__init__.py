"""Author -> employee, with reasons. Pure: gets clues, returns proposals; who stores them is not its business."""

from __future__ import annotations

from advocacy_desk.matching.explain import explain_reason
from advocacy_desk.matching.names import same_name
from advocacy_desk.matching.proposals import AuthorClues, EmployeeClues, Weights, match

__all__ = ["AuthorClues", "EmployeeClues", "Weights", "explain_reason", "match", "same_name"]
