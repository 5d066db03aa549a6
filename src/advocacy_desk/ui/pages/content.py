"""All posts: search as you type, filters, sorting, details beside the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from advocacy_desk.domain.changes import Changes
from advocacy_desk.domain.posts import Kind, PostFilter, PostOrder, PostRow
from advocacy_desk.i18n import Text, plural, text
from advocacy_desk.ui.cells import ZONE
from advocacy_desk.ui.models.ids import Column, IdsModel
from advocacy_desk.ui.names import KINDS, network_name
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.empty import EmptyState
from advocacy_desk.ui.widgets.filter_bar import FilterBar
from advocacy_desk.ui.widgets.id_table import IdTable
from advocacy_desk.ui.widgets.page import Page, Shortcut
from advocacy_desk.ui.widgets.pieces import button
from advocacy_desk.ui.widgets.post_details import PostDetails
from advocacy_desk.ui.widgets.split import Split
from advocacy_desk.usecases import browse_posts, list_people, list_rules, read_findings

if TYPE_CHECKING:
    from advocacy_desk.domain.findings import ExplainedFinding
    from advocacy_desk.domain.posts import Post
    from advocacy_desk.progress import Progress
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.models.ids import Ids

PERIODS: dict[str, Text] = {
    "30": text("Last 30 days"),
    "91": text("Last 3 months"),
    "365": text("Last 12 months"),
    "this": text("This year"),
    "before": text("Last year"),
}


def _metric(key: str) -> Column[PostRow]:
    titles = {"impressions": text("Impressions"), "reactions": text("Reactions")}
    return Column(
        key=key,
        title=titles[key],
        cell=lambda row, desk: desk.cells.number(getattr(row.metrics, key)),
        hint=lambda row, desk: _unknown_hint(getattr(row.metrics, key), desk),
        order=PostOrder(key),
        figures=True,
        width=11,
        optional=True,
    )


def _unknown_hint(value: int | None, desk: Desk) -> str:
    return desk.of(text("The source does not carry this figure.")) if value is None else ""


COLUMNS: tuple[Column[PostRow], ...] = (
    Column(
        key="published",
        title=text("Date"),
        cell=lambda row, desk: desk.cells.day(row.published_at),
        hint=lambda row, desk: desk.cells.moment(row.published_at),
        order=PostOrder.PUBLISHED,
        width=12,
    ),
    Column(
        key="account",
        title=text("Author"),
        cell=lambda row, _desk: row.employee or row.account or "–",
        hint=lambda row, _desk: " · ".join(part for part in (row.employee, row.account, row.team) if part),
        order=PostOrder.ACCOUNT,
        width=19,
    ),
    Column(
        key="text",
        title=text("Text"),
        cell=lambda row, _desk: row.excerpt,
        stretch=True,
    ),
    Column(
        key="findings",
        title=text("Findings"),
        cell=lambda row, desk: desk.cells.number(row.findings) if row.findings else "",
        colour=lambda row: "warn" if row.findings else None,
        figures=True,
        width=9,
        optional=True,
    ),
    Column(
        key="network",
        title=text("Network"),
        cell=lambda row, _desk: network_name(row.network),
        order=PostOrder.NETWORK,
        width=10,
        optional=True,
    ),
    _metric("reactions"),
    _metric("impressions"),
)


@dataclass(frozen=True, slots=True)
class _Offer:
    """What the filters offer, and what matches now."""

    networks: tuple[tuple[str, str], ...]
    teams: tuple[tuple[int, str], ...]
    ids: Ids


class ContentPage(Page):
    """The list over all posts. ``open_at(post=17)``, ``open_at(words=...)``, ``open_at(import_id=3)``."""

    cares_about: ClassVar[Changes] = Changes.POSTS | Changes.MATCHES | Changes.FINDINGS | Changes.CASES
    shortcuts: ClassVar[tuple[Shortcut, ...]] = (
        Shortcut("Ctrl+F", text("Search the posts")),
        Shortcut("Ctrl+A", text("Choose all that match")),
        Shortcut("Ctrl+L", text("Open the link of the post, after asking")),
        Shortcut("Ctrl+Shift+C", text("Copy the text of the post")),
        Shortcut("Home", text("Go to the first post")),
        Shortcut("End", text("Go to the last post")),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, text("Content"), text("Everything that your colleagues posted, newest first."))
        self._order, self._descending = PostOrder.PUBLISHED, True
        self._import_id: int | None = None
        self._wanted_post: int | None = None
        self.add_action(button(desk, text("Import files …"), self._import, icon="imports", primary=True))
        self._build_filters()
        self.model: IdsModel[PostRow] = IdsModel(desk, COLUMNS, self._fetch, lambda row: row.id)
        self.table = IdTable(desk, self.model, "content", text("Posts"))
        self.table.show_order(self._order, descending=self._descending)
        self.table.sort_asked.connect(self._sort)
        self.table.current_changed.connect(self._show_details)
        self.table.chosen_changed.connect(self._show_count)
        self.details = PostDetails(desk)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self.bar)
        column.addWidget(Split(desk, "content", (self.table, self.details), (5, 3)), 1)
        QShortcut(QKeySequence("Ctrl+L"), self, self.details.open_link)
        QShortcut(QKeySequence("Ctrl+Shift+C"), self, self.details.copy_text)

    def _build_filters(self) -> None:
        self.bar = FilterBar(self.desk, text("Search words, #hashtags, @names"))
        self._networks = self.bar.add_choice(text("Network"))
        self._teams = self.bar.add_choice(text("Team"))
        self._kinds = self.bar.add_choice(text("Kind"))
        self._kinds.set_options(list(KINDS.items()))
        self._period = self.bar.add_choice(text("Period"), many=False)
        self._period.set_options(list(PERIODS.items()))
        self._with = self.bar.add_choice(text("Findings"), many=False)
        self._with.set_options([("findings", text("Only with findings"))])
        self.bar.changed.connect(self.refresh)

    # --- loading

    def wanted(self) -> PostFilter:
        """Return what the filters ask for."""
        first, last = self._days()
        return PostFilter(
            words=self.bar.words(),
            networks=tuple(str(value) for value in self._networks.values()),
            teams=tuple(int(str(value)) for value in self._teams.values()),
            kinds=tuple(Kind(str(value)) for value in self._kinds.values()),
            only_with_findings=bool(self._with.values()),
            from_day=first,
            to_day=last,
            import_id=self._import_id,
            order=self._order,
            descending=self._descending,
        )

    def _days(self) -> tuple[str | None, str | None]:
        choice = self._period.value()
        today = self.desk.now().astimezone(ZONE).date()
        if choice is None:
            return None, None
        if choice == "this":
            return date(today.year, 1, 1).isoformat(), None
        if choice == "before":
            return date(today.year - 1, 1, 1).isoformat(), date(today.year - 1, 12, 31).isoformat()
        return (today - timedelta(days=int(str(choice)) - 1)).isoformat(), None

    def refresh(self) -> None:
        """Ask for the ids that match; the list keeps its place where the post under the cursor still matches."""
        workspace, wanted = self.desk.workspace, self.wanted()

        def work(progress: Progress) -> _Offer:
            ids = browse_posts.post_ids(workspace, wanted, progress)
            teams = tuple((team.id, team.name) for team in list_people.teams(workspace))
            return _Offer(browse_posts.networks(workspace), teams, ids)

        self.desk.jobs.read("content", work, self._show)

    def _show(self, offer: _Offer) -> None:
        self._networks.set_options(offer.networks)
        self._teams.set_options(offer.teams)
        self._teams.setVisible(bool(offer.teams))
        if not len(offer.ids) and not self.bar.is_active and self._import_id is None:
            self.show_empty(self._empty())
            return
        self.show_body()
        current = self._wanted_post or self.table.current_id()
        self.model.set_ids(offer.ids)
        self._show_count()
        if current is not None and self.table.go_to(current):
            self._wanted_post = None
        else:
            self.details.show_post(None)

    def _empty(self) -> EmptyState:
        return EmptyState(
            self.desk,
            "content",
            text("No posts yet"),
            text("Import an export of LinkedIn or X, or any table with a date and a text column."),
            (text("Import files …"), self._import),
        )

    def _fetch(self, ids: Ids) -> tuple[PostRow, ...]:
        return browse_posts.post_rows(self.desk.workspace, ids.tolist())

    def _show_count(self) -> None:
        chosen = self.table.chosen_count()
        if chosen > 1:
            self.bar.show_found(plural("{count} post chosen", "{count} posts chosen", chosen))
        else:
            self.bar.show_found(plural("{count} post", "{count} posts", self.model.rowCount()))

    def _show_details(self, post_id: int | None) -> None:
        if post_id is None:
            self.details.show_post(None)
            return
        workspace = self.desk.workspace

        def work(_progress: object) -> tuple[Post | None, tuple[ExplainedFinding, ...]]:
            found = read_findings.post_findings(workspace, list_rules.policy(workspace), post_id)
            return browse_posts.post(workspace, post_id), found

        self.desk.jobs.read("content/post", work, lambda found: self.details.show_post(*found))

    # --- what the person does

    def _sort(self, order: PostOrder, descending: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._order, self._descending = order, descending
        self.refresh()

    def _import(self) -> None:
        self.desk.navigate("imports", choose=True)

    def focus_search(self) -> None:
        """Put the keyboard into the search field."""
        self.bar.search.setFocus()
        self.bar.search.selectAll()

    def open_at(self, **target: object) -> None:
        """Show a post, the posts of an import, or what contains some words."""
        post = target.get("post")
        self._wanted_post = int(str(post)) if post is not None else None
        found = target.get("import_id")
        self._import_id = int(str(found)) if found is not None else None
        self.bar.set_words(str(target.get("words", "")))
        self.refresh()
