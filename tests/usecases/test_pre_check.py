"""A draft is looked at post by post, its findings stand where its words stand, and nothing is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk.policy import Status
from advocacy_desk.progress import Progress
from advocacy_desk.usecases import list_rules
from advocacy_desk.usecases.pre_check import Draft, PreCheck, posts_of, pre_check

PROMISE = "😀 Sichere Rendite, garantiert!"
RULE = "claims.promised-return"
DRAFT = Draft(words=PROMISE, posted=date(2026, 11, 22))


def said_of(draft: Draft) -> PreCheck:
    return pre_check(list_rules.policy(), draft, Progress())


@given(st.text(alphabet="ab \n\t-😀\r", max_size=60))
def test_every_post_stands_in_the_draft_where_it_says(words: str) -> None:
    posts = posts_of(words)
    assert all(words[post.start : post.start + len(post.words)] == post.words for post in posts)
    assert all(post.words == post.words.strip() != "" for post in posts)
    assert [post.start for post in posts] == sorted(post.start for post in posts)


@given(st.lists(st.text(alphabet="ab \n😀", min_size=1).filter(str.strip), max_size=5))
def test_posts_come_apart_at_the_lines_between_them(posts: list[str]) -> None:
    assert [one.words for one in posts_of("\n---\n".join(posts))] == [one.strip() for one in posts]


def test_hyphens_in_a_line_of_words_part_nothing() -> None:
    assert len(posts_of("one --- two\n- three\n--\nfour")) == 1


def test_the_posts_of_a_campaign_are_looked_at_together() -> None:
    words = f"Ein schöner Tag.\n\n---\n{PROMISE}\n---\n  {PROMISE}"
    said = said_of(replace(DRAFT, words=words))
    promised = [one for one in said.findings if one.explained.finding.rule_id == RULE]
    assert said.posts == 3
    assert [one.post for one in promised] == [2, 3]
    for one in promised:
        assert "garantiert" in {words[span.start : span.end] for span in one.spans}


def test_a_blank_draft_is_no_post() -> None:
    assert said_of(replace(DRAFT, words=" \n---\n ")) == PreCheck(0, (), 0)


def test_a_rule_that_is_only_counted_stays_unseen() -> None:
    under = list_rules.policy().with_statuses({RULE: Status.SHADOW})
    assert RULE in {one.explained.finding.rule_id for one in said_of(DRAFT).findings}
    assert RULE not in {one.explained.finding.rule_id for one in pre_check(under, DRAFT, Progress()).findings}
