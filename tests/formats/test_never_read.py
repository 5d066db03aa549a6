"""What is private in an export is known and passed over, whatever else it looks like."""

from __future__ import annotations

from pathlib import Path

import pytest

from advocacy_desk import formats
from tests.formats.reading import written

LINK = "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7300000000000000001"
PRIVATE = {
    "messages.csv": "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
    "1,,Mira,https://a.example,Jonas,2026-03-04 08:30:00 UTC,,Geheim,INBOX\n",
    "Connections.csv": 'Notes:\n"When exporting your connection data"\n\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Jonas,Erfunden,https://www.linkedin.com/in/x,j@x.example,Nord,Chef,05 Mar 2026\n",
    "Reactions.csv": f"Date,Type,Link\n2026-03-04 08:30:00,LIKE,{LINK}\n",
    "Rich_Media.csv": 'Date/Time,Media Description,Media Link\n"You uploaded a photo on March 9, 2026", -,https://m.example\n',
    "Recommendations_Received.csv": "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
    'Jonas,Erfunden,Nord,Chef,"Mira ist die Beste von allen, ganz ohne Zweifel",03/04/26 08:30 AM,VISIBLE\n',
    "Job Applications.csv": "Application Date,Contact Email,Company Name,Job Title,Job Url\n"
    "3/4/26 8:30 AM,m@x.example,Nord,Technik,https://jobs.example/1\n",
    "post_headers.csv": "id,permalink,date,ip,subreddit,gildings,url\n"
    "1,https://www.reddit.com/r/de/1,2026-03-04 08:30:00 UTC,203.0.113.7,de,0,https://x.example\n",
    "message_1.json": '{"participants":[{"name":"A"}],"messages":[{"sender_name":"A","timestamp_ms":1,"content":"x"}]}',
    "direct-messages.js": 'window.YTD.direct_messages.part0 = [{"dmConversation":{"messages":[]}}]',
    "D0123ABCD/2026-03-04.json": '[{"type":"message","user":"U1","text":"geheim","ts":"1772613000.1"}]',
    "chat_history.csv": "message_id,created_at,updated_at,username,message,thread_parent_message_id,channel_url\n"
    "1,2026-03-04 08:30:00 UTC,,mira,geheim,,x\n",
}


@pytest.mark.parametrize("name", PRIVATE)
@pytest.mark.parametrize("key", [None, "table"])
def test_a_private_table_is_passed_over(name: str, key: str | None, tmp_path: Path) -> None:
    written(tmp_path / name, PRIVATE[name])
    plan = formats.plan(tmp_path, key)
    assert plan.found == ()
    assert plan.unknown == ()
    assert plan.passed_over == (name,)


def test_what_may_be_read_beside_it_is_read(tmp_path: Path) -> None:
    for name, content in PRIVATE.items():
        written(tmp_path / name, content)
    written(tmp_path / "Comments.csv", f"Date,Link,Message\n2026-03-04 08:30:00,{LINK},Ja\n")
    plan = formats.plan(tmp_path)
    assert [source.name for _, source in plan.found] == ["Comments.csv"]
    assert set(plan.passed_over) == set(PRIVATE)


def test_no_sample_of_ours_is_private() -> None:
    assert formats.plan(Path(__file__).parent / "samples").passed_over == ()
