"""The cards at the right of a person's page: consent, tags with history, accounts, activations, authority, traits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from advocacy_desk.domain.activation import AGREEMENTS, COMPENSATIONS, Activation, Compensation, levers, warnings
from advocacy_desk.domain.consent import PURPOSE_TITLES, WHY_TITLES, Standing
from advocacy_desk.domain.standing_out import AUTHORITIES, TRAITS, Trait
from advocacy_desk.domain.tiers import default_tiers
from advocacy_desk.i18n import Text, literal, text
from advocacy_desk.ui.names import network_name
from advocacy_desk.ui.review_names import shown_handle, tag_name
from advocacy_desk.ui.style.theme import Tone
from advocacy_desk.ui.widgets.pieces import Badge, Card, button, clear, label

if TYPE_CHECKING:
    from advocacy_desk.domain.audit import AuditEntry
    from advocacy_desk.domain.people import Account
    from advocacy_desk.domain.person_page import PersonPage
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.pages._person_asks import PersonAsks

HISTORY = 6  # entries
READINGS = 4  # follower counts of an account


class PersonCards:
    """``all()`` are the cards, ``show(page)`` fills them."""

    def __init__(self, desk: Desk, asks: PersonAsks) -> None:
        self._desk = desk
        self._asks = asks
        self._cards: dict[str, QVBoxLayout] = {}
        self._made = (
            self._card("consent", text("Consent")),
            self._card("tags", text("Tags")),
            self._card("accounts", text("Accounts")),
            self._card("activations", text("Activations")),
            self._card("authority", text("Authority elsewhere")),
            self._card("traits", text("Traits, as people rate them")),
        )

    def all(self) -> tuple[Card, ...]:
        """Return the cards from top to bottom."""
        return self._made

    def _card(self, key: str, heading: Text) -> Card:
        card = Card(self._desk, heading)
        self._cards[key] = QVBoxLayout()
        card.column.addLayout(self._cards[key])
        return card

    def _line(self, key: str, words: Text, role: str = "plain") -> None:
        self._cards[key].addWidget(label(self._desk, words, role, wrap=True))

    def show(self, found: PersonPage) -> None:
        """Show a person."""
        for column in self._cards.values():
            clear(column)
        for standing in found.standings:
            self._cards["consent"].addLayout(self._standing(standing))
        self._tags(found)
        for account in found.person.accounts:
            self._account(found, account)
        if not found.person.accounts:
            self._line("accounts", text("No account is known."), "muted")
        self._activations(found)
        self._authority(found)
        for trait in Trait:
            self._cards["traits"].addLayout(self._trait(found, trait))

    def _standing(self, one: Standing) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(self._desk, PURPOSE_TITLES[one.purpose], wrap=True))
        rests = literal(one.said.source) if one.said is not None else WHY_TITLES[one.why]
        when = text("{why}, {when}", why=rests, when=self._desk.cells.day(one.said.at)) if one.said else rests
        words.addWidget(label(self._desk, when, "caption", wrap=True))
        row = QHBoxLayout()
        row.addLayout(words, 1)
        row.addWidget(
            Badge(self._desk, text("yes") if one.allowed else text("no"), Tone.GOOD if one.allowed else Tone.WARN)
        )
        change = text("Take back") if one.allowed else text("Agreed")
        made = button(self._desk, change, partial(self._asks.consent, one.purpose, given=not one.allowed), quiet=True)
        said = text("{purpose}: {change}", purpose=PURPOSE_TITLES[one.purpose], change=change)
        self._desk.say(made, said, "setAccessibleName")
        row.addWidget(made)
        return row

    def _tags(self, found: PersonPage) -> None:
        for tag in found.person.tags:
            self._cards["tags"].addWidget(Badge(self._desk, tag_name(tag.name), Tone.ACCENT))
            if tag.until is not None:
                self._line("tags", text("until {day}", day=self._desk.cells.day(tag.until)), "caption")
        if not found.tag_history and not found.person.tags:
            self._line("tags", text("No tags yet."), "muted")
        for entry in found.tag_history[:HISTORY]:
            self._line("tags", self._told(entry), "caption")

    def _told(self, entry: AuditEntry) -> Text:
        fields = {
            "when": self._desk.cells.day(entry.at),
            "who": entry.actor,
            "tag": tag_name(str(entry.details.get("tag", ""))),
        }
        reason = str(entry.details.get("reason", ""))
        if entry.action == "person.untagged":
            return text("{when}: {who} took “{tag}” away", **fields)
        if reason:
            return text("{when}: {who} set “{tag}”: {reason}", **fields, reason=reason)
        return text("{when}: {who} set “{tag}”", **fields)

    def _account(self, found: PersonPage, account: Account) -> None:
        cells, tiers = self._desk.cells, default_tiers()
        self._line("accounts", literal(f"{network_name(account.network)} · {shown_handle(account.handle)}"))
        readings = [one for one in found.followers if one.account_id == account.id][:READINGS]
        for one in readings:
            said = text(
                "{when}: {followers} followers, {tier}",
                when=cells.day(one.day),
                followers=cells.number(one.followers),
                tier=tiers.title_of(one.tier) if one.tier else literal("–"),
            )
            self._line("accounts", said, "caption")
        if not readings:
            said = text("{followers} followers", followers=cells.number(account.followers))
            self._line("accounts", said, "caption")
        for account_id, handle, until in found.former_handles:
            if account_id == account.id:
                said = text("formerly {handle}", handle=shown_handle(handle))
                if until is not None:
                    said = text("until {when}: {handle}", when=cells.day(until), handle=shown_handle(handle))
                self._line("accounts", said, "caption")

    def _activations(self, found: PersonPage) -> None:
        for warning in warnings(found.load, found.care):
            self._line("activations", warning, "caption")
        for one in found.activations:
            self._cards["activations"].addLayout(self._activation(one))
        if not found.activations:
            self._line("activations", text("Nothing was offered or asked yet."), "muted")
        made = button(self._desk, text("New activation …"), self._asks.activate, icon="plus", quiet=True)
        self._cards["activations"].addWidget(made)

    def _activation(self, one: Activation) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(self._desk, levers()[one.lever].title, wrap=True))
        said = text(
            "{first} to {last}, {owner}: {agreement}",
            first=self._desk.cells.day(one.first),
            last=self._desk.cells.day(one.last),
            owner=one.owner,
            agreement=AGREEMENTS[one.agreement],
        )
        words.addWidget(label(self._desk, said, "caption", wrap=True))
        if one.compensation is not Compensation.NONE:
            paid = Badge(self._desk, COMPENSATIONS[one.compensation], Tone.WARN)
            words.addWidget(paid, 0, Qt.AlignmentFlag.AlignLeft)
        if one.outcome:
            words.addWidget(label(self._desk, literal(one.outcome), "caption", wrap=True))
        row = QHBoxLayout()
        row.addLayout(words, 1)
        row.addWidget(button(self._desk, text("Outcome …"), partial(self._asks.settle, one), quiet=True))
        return row

    def _authority(self, found: PersonPage) -> None:
        for one in found.authorities:
            self._line("authority", text("{kind}: {title}", kind=AUTHORITIES[one.kind], title=one.title))
            self._line("authority", literal(one.evidence), "caption")
        if not found.authorities:
            self._line("authority", text("Nothing is written down yet."), "muted")
        made = button(self._desk, text("Add …"), self._asks.authority, icon="plus", quiet=True)
        self._desk.say(made, text("Add authority elsewhere"), "setAccessibleName")
        self._cards["authority"].addWidget(made)

    def _trait(self, found: PersonPage, trait: Trait) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(self._desk, TRAITS[trait], wrap=True))
        for one in [rating for rating in found.ratings if rating.trait is trait][:2]:
            said = text(
                "{rating} of 5, {who}, {when}: {reason}",
                rating=one.rating,
                who=one.by,
                when=self._desk.cells.day(one.at),
                reason=one.reason,
            )
            words.addWidget(label(self._desk, said, "caption", wrap=True))
        row = QHBoxLayout()
        row.addLayout(words, 1)
        made = button(self._desk, text("Rate …"), partial(self._asks.rate, trait), quiet=True)
        self._desk.say(made, text("Rate: {trait}", trait=TRAITS[trait]), "setAccessibleName")
        row.addWidget(made)
        return row
