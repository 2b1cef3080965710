"""Turn the blocks of a content file into the stream that pages store."""

from typing import Any

from .pictures import PictureShelf
from .sync import derived_key

__all__ = ["ContentError", "prepare_stream"]

#: Fields of each block that are copied as they are.
PLAIN = {
    "text": ["html"],
    "callout": ["tone", "title", "html"],
    "law_quote": ["instrument", "number", "article", "text", "summary", "needs_check"],
    "link_card": ["title", "url", "text"],
}
#: Blocks that hold a list, with the fields of an item.
LISTS = {"steps": ["title", "html"], "sources": ["title", "note"]}


class ContentError(Exception):
    """A content file says something that cannot be stored; names file and place."""


def prepare_stream(
    blocks: list[dict[str, Any]],
    *,
    pictures: PictureShelf,
    quizzes: dict[str, int] | None = None,
) -> list[dict[str, Any]]:
    """Return the stream in its stored form, every block with its id.

    ``quizzes`` gives the primary key of each quiz by its id in the files.
    """
    return [
        {
            "type": block["type"],
            "id": block["id"],
            "value": _value(block, pictures, quizzes or {}),
        }
        for block in blocks
    ]


def _value(block, pictures, quizzes) -> dict[str, Any]:
    kind = block["type"]
    if kind in PLAIN:
        return {name: block[name] for name in PLAIN[kind] if name in block}
    if kind in LISTS:
        value = {"items": _items(block, LISTS[kind])}
        if kind == "steps":
            value["title"] = block.get("title", "")
        return value
    if kind == "image":
        return {
            "image": pictures.get(block["file"]).pk,
            "alt": block.get("alt", ""),
            "caption": block.get("caption", ""),
        }
    if kind == "quiz":
        if block["quiz"] not in quizzes:
            raise ContentError(f"Block {block['id']} names an unknown quiz.")
        return {
            "quiz": quizzes[block["quiz"]],
            "required": block.get("required", True),
        }
    raise ContentError(f"Block {block['id']} has the unknown type “{kind}”.")


def _items(block, names) -> list[dict[str, Any]]:
    return [
        {
            "type": "item",
            "id": str(derived_key(block["id"], str(number))),
            "value": {name: item.get(name, "") for name in names},
        }
        for number, item in enumerate(block["items"], start=1)
    ]
