"""The report as rows for other tools: an item, a paper or a note a row, heads first."""

from __future__ import annotations

from collections.abc import Iterator

from vatscheck.answers.report.texts import Json, Texts

COLUMNS = (
    *("number", "id", "phase", "item", "text", "standing", "basis", "deadline"),
    *("law-date", "responsible", "team-date", "evidence", "remarks", "authority"),
    "question",
)
"""The columns, by the heads of the report; what the row was made from stands behind."""


def rows(texts: Texts) -> Iterator[list[str]]:
    """Yield the rows; each says what it was made from: company, profile, day, law, tool."""
    made = _made(texts)
    yield [*texts.heads(*COLUMNS), *made]
    for row in (*_items(texts), *_asked(texts), *_papers(texts), *_apart(texts)):
        yield [*(row.get(column, "") for column in COLUMNS), *made.values()]


def _items(texts: Texts) -> Iterator[dict[str, str]]:
    for at, item in enumerate(texts.data["items"]):
        path = ("items", at)
        yield {
            "number": item["number"],
            "id": item["id"],
            "phase": texts.say(f"phase-{item['phase']}"),
            "item": texts.of(*path, "title"),
            "text": texts.of(*path, "text"),
            "standing": texts.say(f"item-{item['state']}"),
            "basis": texts.basis(*path, "basis"),
            "deadline": texts.of(*path, "deadline", "text"),
            "law-date": item["deadline"]["day"] or "",
            "authority": texts.of(*path, "authority"),
            **_team(item["team"]),
        }


def _asked(texts: Texts) -> Iterator[dict[str, str]]:
    for at, asked in enumerate(texts.data["asked"]):
        for n, item in enumerate(asked["items"]):
            yield {
                "number": asked["number"],
                "id": item["id"],
                "phase": texts.say(f"phase-{item['phase']}"),
                "item": texts.of("asked", at, "items", n, "title"),
                "standing": texts.say("item-to-settle"),
                "basis": texts.basis("asked", at, "basis"),
                "question": texts.of("asked", at, "text"),
            }


def _papers(texts: Texts) -> Iterator[dict[str, str]]:
    for at, paper in enumerate(texts.data["papers"]):
        path = ("papers", at)
        state = "met" if paper["team"]["done"] else "to-do"
        yield {
            "number": paper["number"],
            "id": paper["id"],
            "phase": texts.say("papers"),
            "item": texts.of(*path, "title"),
            "text": texts.of(*path, "text"),
            "standing": texts.say(f"item-{state}"),
            "basis": texts.basis(*path, "basis"),
            **_team(paper["team"]),
        }


def _apart(texts: Texts) -> Iterator[dict[str, str]]:
    for at, row in enumerate(texts.data["apart"]):
        state = "met" if row["team"]["done"] else "does-not-apply"
        yield {
            "id": row["id"],
            "phase": texts.say("report-apart"),
            "item": texts.of("apart", at, "title"),
            "standing": texts.say(f"item-{state}"),
            **_team(row["team"]),
        }


def _team(team: Json) -> dict[str, str]:
    return {
        "responsible": team["responsible"] or "",
        "team-date": team["due"] or "",
        "evidence": team["evidence"] or "",
        "remarks": team["remarks"] or "",
    }


def _made(texts: Texts) -> dict[str, str]:
    """What the rows were made from."""
    data = texts.data
    law, overlay = data["law"], data["law"].get("overlay")
    more = f" + {overlay['name']} {overlay['digest']}" if overlay else ""
    return {
        texts.say("made-company"): data["profile"]["name"],
        texts.say("made-profile"): data["profile"]["digest"],
        texts.say("report-day"): data["as_of"],
        texts.say("report-law-used"): f"{law['version']} {law['digest']}{more}",
        texts.say("made-tool"): f"vatscheck {data['tool']}",
    }
