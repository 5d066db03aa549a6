"""What one can do on a person's page: write down a consent, a rating, an authority, an activation."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from advocacy_desk.domain.activation import (
    AGREEMENTS,
    COMPENSATIONS,
    Activation,
    Agreement,
    Compensation,
    fitting,
    levers,
)
from advocacy_desk.domain.consent import PURPOSE_TITLES, Purpose
from advocacy_desk.domain.people import Person
from advocacy_desk.domain.standing_out import AUTHORITIES, RATINGS, TRAITS, Authority, AuthorityKind, Rating, Trait
from advocacy_desk.i18n import Text, literal, text
from advocacy_desk.ui.widgets.ask_dialog import AskDialog, Field
from advocacy_desk.usecases import activate_person, consent, note_about_person

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from advocacy_desk.domain.changes import Outcome
    from advocacy_desk.ui.desk import Desk

Values = dict[str, Any]


class PersonAsks(QObject):
    """The dialogs of the page; ``person`` is whom they are about."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._widget = parent
        self.person: Person | None = None

    def _ask(
        self, title: Text, lead: Text, fields: list[Field], work: Callable[[Values], Outcome[Any]], done: Text
    ) -> None:
        if self.person is None:
            return
        dialog = AskDialog(self._desk, title, lead, fields, self._widget)
        dialog.given.connect(partial(self._write, work, done))
        dialog.open()

    def _write(self, work: Callable[[Values], Outcome[Any]], said: Text, values: Values) -> None:
        def finished(result: object) -> None:
            warnings = result.warnings if isinstance(result, activate_person.Added) else ()
            self._desk.announce(warnings[0] if warnings else said)

        self._desk.write(None, lambda _progress: work(values), done=finished)

    def _by(self) -> str:
        return self._desk.settings.reviewer or getpass.getuser()

    def consent(self, purpose: Purpose, *, given: bool) -> None:
        """Write down a yes or a no, with what it rests on."""
        person, workspace = self.person, self._desk.workspace
        if person is None:
            return
        lead = text("{person} agrees", person=person.name) if given else text("{person} refuses", person=person.name)
        source = Field(key="source", title=text("Rests on"), hint=text("A form, a mail, a works agreement"))

        def work(values: Values) -> Outcome[Any]:
            return consent.say(workspace, [person.id], purpose, given=given, source=values["source"], by=self._by())

        self._ask(PURPOSE_TITLES[purpose], lead, [source], work, text("The answer was written down."))

    def rate(self, trait: Trait) -> None:
        """Rate a trait, with a reason."""
        person, workspace = self.person, self._desk.workspace
        if person is None:
            return
        marks = {str(one): literal(str(one)) for one in RATINGS}
        fields = [
            Field(key="rating", title=text("From 1, hardly, to 5, very much so"), choices=marks, value="3"),
            Field(key="reason", title=text("Reason"), hint=text("What did you see or hear?")),
        ]

        def work(values: Values) -> Outcome[Any]:
            said = Rating(
                trait=trait,
                rating=int(values["rating"]),
                reason=values["reason"],
                by=self._by(),
                at=self._desk.now(),
            )
            return note_about_person.rate(workspace, person.id, said)

        lead = text("Your view of {person}; it is never part of the score.", person=person.name)
        self._ask(TRAITS[trait], lead, fields, work, text("The rating was written down."))

    def authority(self) -> None:
        """Add authority outside social media."""
        person, workspace = self.person, self._desk.workspace
        if person is None:
            return
        kinds = {str(key): words for key, words in AUTHORITIES.items()}
        fields = [
            Field(key="kind", title=text("Kind"), choices=kinds),
            Field(key="title", title=text("What it is")),
            Field(key="evidence", title=text("Evidence"), hint=text("An address, a programme, an issue")),
        ]

        def work(values: Values) -> Outcome[Any]:
            new = Authority(
                id=0,
                kind=AuthorityKind(values["kind"]),
                title=values["title"],
                evidence=values["evidence"],
                day=None,
                by=self._by(),
            )
            return note_about_person.add_authority(workspace, person.id, new)

        lead = text("Where {person} is listened to outside social media.", person=person.name)
        self._ask(text("Authority elsewhere"), lead, fields, work, text("It was written down."))

    def activate(self) -> None:
        """Offer something to the person; the levers that fit the culture come first."""
        person, workspace, today = self.person, self._desk.workspace, self._desk.now().date()
        if person is None:
            return
        best = {lever.key: lever for lever in fitting(activate_person.care_of(workspace).culture)}
        choices = {key: lever.title for key, lever in {**best, **levers()}.items()}
        paid = {str(key): words for key, words in COMPENSATIONS.items()}
        said = {str(key): words for key, words in AGREEMENTS.items()}
        fields = [
            Field(key="lever", title=text("Lever"), choices=choices),
            Field(key="first", title=text("From"), day=today),
            Field(key="last", title=text("To"), day=today),
            Field(key="owner", title=text("In charge"), value=self._by()),
            Field(key="agreement", title=text("The person"), choices=said),
            Field(key="compensation", title=text("Compensation"), choices=paid),
        ]

        def work(values: Values) -> Outcome[Any]:
            new = Activation(
                id=0,
                employee_id=person.id,
                employee=person.name,
                lever=values["lever"],
                first=values["first"],
                last=values["last"],
                owner=values["owner"],
                agreement=Agreement(values["agreement"]),
                compensation=Compensation(values["compensation"]),
                outcome="",
            )
            return activate_person.add(workspace, new, by=self._by())

        lead = text("Posts of these days must say so where money, a voucher or a product is given.")
        self._ask(text("New activation"), lead, fields, work, text("The activation was written down."))

    def settle(self, known: Activation) -> None:
        """Write down what the person said and what came of it."""
        workspace = self._desk.workspace
        said = {str(key): words for key, words in AGREEMENTS.items()}
        fields = [
            Field(key="agreement", title=text("The person"), choices=said, value=str(known.agreement)),
            Field(key="outcome", title=text("Outcome"), value=known.outcome, required=False),
        ]

        def work(values: Values) -> Outcome[Any]:
            agreement = Agreement(values["agreement"])
            return activate_person.settle(workspace, known.id, agreement, values["outcome"], by=self._by())

        self._ask(
            levers()[known.lever].title, literal(known.employee), fields, work, text("The outcome was written down.")
        )
