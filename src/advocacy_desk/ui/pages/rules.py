"""The rules: what each is about, its examples put to the test, its life, and a box to try a text in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from advocacy_desk.domain.changes import Changes
from advocacy_desk.domain.findings import Severity
from advocacy_desk.i18n import Text, literal, plural, text
from advocacy_desk.ui.models.ids import Column, IdsModel
from advocacy_desk.ui.names import SEVERITIES
from advocacy_desk.ui.review_names import STATUSES
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.filter_bar import FilterBar
from advocacy_desk.ui.widgets.id_table import IdTable
from advocacy_desk.ui.widgets.page import Page, Shortcut
from advocacy_desk.ui.widgets.rule_details import RuleDetails
from advocacy_desk.ui.widgets.rule_examples import RuleExamples
from advocacy_desk.ui.widgets.rule_life import RuleLife
from advocacy_desk.ui.widgets.split import Split
from advocacy_desk.ui.widgets.try_out import TryOut
from advocacy_desk.usecases import list_rules, review_cases

if TYPE_CHECKING:
    from advocacy_desk.domain.review import RuleRecord
    from advocacy_desk.policy import Policy, Rule
    from advocacy_desk.progress import Progress
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.models.ids import Ids
    from advocacy_desk.usecases.list_rules import Proof


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One line of the list; ``record`` is None where the rule has found nothing yet."""

    id: int
    rule: Rule
    record: RuleRecord | None


def _severity_colour(row: RuleRow) -> str | None:
    return {Severity.CRITICAL: "bad", Severity.MAJOR: "warn"}.get(row.rule.severity)


def _hits(row: RuleRow, desk: Desk) -> str:
    return desk.cells.number(0 if row.record is None else row.record.hits)


def _precision(row: RuleRow, desk: Desk) -> str:
    return desk.cells.share(None if row.record is None else row.record.precision, 0)


def _precision_hint(row: RuleRow, desk: Desk) -> str:
    record = row.record
    if record is None or record.low is None:
        return desk.of(text("Nobody has decided about a finding of this rule yet."))
    return desk.of(
        text(
            "{upheld} upheld, {dismissed} dismissed; 95 % interval {low} to {high}",
            upheld=record.upheld,
            dismissed=record.dismissed,
            low=desk.cells.share(record.low, 0),
            high=desk.cells.share(record.high, 0),
        )
    )


COLUMNS: tuple[Column[RuleRow], ...] = (
    Column(key="title", title=text("Rule"), cell=lambda row, desk: desk.of(row.rule.title),
           hint=lambda row, _desk: row.rule.id, stretch=True),
    Column(key="severity", title=text("Severity"), cell=lambda row, desk: desk.of(SEVERITIES[row.rule.severity][0]),
           colour=_severity_colour, width=9),
    Column(key="hits", title=text("Posts"), cell=_hits,
           help=text("Posts in which the rule finds something"), figures=True, width=7),
    Column(key="precision", title=text("Precision"), cell=_precision, hint=_precision_hint,
           help=text("Share of the decided findings that reviewers upheld"), figures=True, width=13, optional=True),
    Column(key="status", title=text("Status"), cell=lambda row, desk: desk.of(STATUSES[row.rule.status][0]), width=9,
           optional=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Loaded:
    policy: Policy
    records: dict[str, RuleRecord]


class RulesPage(Page):
    """The list of rules with details. ``open_at(rule="privacy.personal-data")``."""

    cares_about: ClassVar[Changes] = Changes.FINDINGS | Changes.CASES | Changes.RULES
    shortcuts: ClassVar[tuple[Shortcut, ...]] = (
        Shortcut("Ctrl+F", text("Search the rules")),
        Shortcut("Ctrl+T", text("Try a text")),
        Shortcut("Ctrl+E", text("Change the state of the rule")),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, text("Rules"), text("What is looked for in posts, why, and what helps instead."))
        self._policy: Policy | None = None
        self._rows: tuple[RuleRow, ...] = ()
        self._proofs: dict[str, Proof] = {}
        self._wanted: str | None = None
        self._build_filters()
        self.model: IdsModel[RuleRow] = IdsModel(desk, COLUMNS, self._fetch, lambda row: row.id)
        self.table = IdTable(desk, self.model, "rules", text("Rules"))
        self.table.setSelectionMode(IdTable.SelectionMode.SingleSelection)
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.current_changed.connect(self._show_rule)
        self.details = RuleDetails(desk)
        self.examples = RuleExamples(desk)
        self.life = RuleLife(desk)
        self.try_out = TryOut(desk)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setDrawBase(False)
        for part in (self.details, self.examples, self.life, self.try_out):
            self.tabs.addTab(part, "")
        desk.say(self.tabs, text("About the rule"), "setAccessibleName")
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self.bar)
        column.addWidget(Split(desk, "rules", (self.table, self.tabs), (60, 40)), 1)
        QShortcut(QKeySequence("Ctrl+T"), self, self._go_to_try_out)
        QShortcut(QKeySequence("Ctrl+E"), self, self._go_to_life)
        self._title_tabs()
        desk.language_changed.connect(self._title_tabs)

    def _build_filters(self) -> None:
        self.bar = FilterBar(self.desk, text("Search the rules"))
        self._packs = self.bar.add_choice(text("Pack"))
        self._severities = self.bar.add_choice(text("Severity"))
        self._severities.set_options([(one, SEVERITIES[one][0]) for one in reversed(Severity)])
        self.bar.changed.connect(self._filter)

    def _title_tabs(self) -> None:
        for number, words in enumerate((text("The rule"), text("Examples"), text("Life"), text("Try a text"))):
            self.tabs.setTabText(number, self.desk.of(words))

    # --- loading

    def refresh(self) -> None:
        """Load the policy and how its rules have done."""
        workspace = self.desk.workspace

        def work(_progress: Progress) -> _Loaded:
            records = {one.rule_id: one for one in review_cases.rule_records(workspace)}
            return _Loaded(list_rules.policy(workspace), records)

        self.desk.jobs.read("rules", work, self._show)

    def _show(self, loaded: _Loaded) -> None:
        self._policy = loaded.policy
        self.try_out.use_policy(loaded.policy)
        rules = sorted(loaded.policy.rules, key=lambda rule: (-rule.severity.rank, rule.id))
        self._rows = tuple(RuleRow(number, rule, loaded.records.get(rule.id)) for number, rule in enumerate(rules))
        self._packs.set_options([(pack.key, pack.title) for pack in loaded.policy.packs if pack.rules])
        self._filter()

    def _filter(self) -> None:
        """Show the rules that match; a few hundred at most, so this needs no worker."""
        import numpy as np  # noqa: PLC0415 - loads after the first paint

        words = self.bar.words().casefold().split()
        packs, severities = self._packs.values(), self._severities.values()
        found = [
            row.id
            for row in self._rows
            if (not packs or row.rule.pack in packs)
            and (not severities or row.rule.severity in severities)
            and all(word in self._searched(row.rule) for word in words)
        ]
        current = self.table.current_id()
        if self._wanted is not None:
            current = next((row.id for row in self._rows if row.rule.id == self._wanted), current)
            self._wanted = None
        self.model.set_ids(np.array(found, dtype=np.int64))
        self.bar.show_found(plural("{count} rule", "{count} rules", len(found)))
        if current is None or not self.table.go_to(current):
            self.table.go_to_row(0)
        if not found:
            self._show_rule(None)

    def _searched(self, rule: Rule) -> str:
        said: tuple[Text, ...] = (rule.title, rule.why, rule.suggestion, literal(rule.id), literal(rule.category))
        return " ".join(self.desk.of(words) for words in said).casefold()

    def _fetch(self, ids: Ids) -> tuple[RuleRow, ...]:
        return tuple(self._rows[one] for one in ids.tolist() if one < len(self._rows))

    def _show_rule(self, row_id: int | None) -> None:
        row = None if row_id is None else self._rows[row_id]
        self.details.show_rule(None if row is None else row.rule, None if row is None else row.record)
        self.life.show_rule(None if row is None else row.rule)
        if row is None:
            self.examples.show_proof(None)
            return
        known = self._proofs.get(row.rule.id)
        self.examples.show_proof(known)
        if known is None:
            rule = row.rule
            self.desk.jobs.read("rules/proof", partial(_prove, rule), self._on_proved)

    def _on_proved(self, proof: Proof) -> None:
        self._proofs[proof.rule.id] = proof
        row = self.model.row(self.table.currentIndex().row())
        if row is not None and row.rule.id == proof.rule.id:
            self.examples.show_proof(proof)

    # --- what the person does

    def _go_to_try_out(self) -> None:
        self.tabs.setCurrentWidget(self.try_out)
        self.try_out.field.setFocus()

    def _go_to_life(self) -> None:
        self.tabs.setCurrentWidget(self.life)
        self.life.ask()

    def focus_search(self) -> None:
        """Put the keyboard into the search field."""
        self.bar.search.setFocus()
        self.bar.search.selectAll()

    def open_at(self, **target: object) -> None:
        """Show a rule."""
        rule = target.get("rule")
        self._wanted = None if rule is None else str(rule)
        if self._rows:
            self._filter()


def _prove(rule: Rule, _progress: Progress) -> Proof:
    return list_rules.prove(rule)
