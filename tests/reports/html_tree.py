"""A page as a tree of elements, for tests that need no browser."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "input", "br"}


class Element:
    """An element of a page, its attributes and what stands in it."""

    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.tag, self.attributes = tag, attributes
        self.inside: list[Element | str] = []

    def all(self, *tags: str) -> list[Element]:
        """Elements within this one, of the tags named if any are."""
        found = []
        for part in self.inside:
            if isinstance(part, Element):
                found += [part] if part.tag in tags or not tags else []
                found += part.all(*tags)
        return found

    @property
    def words(self) -> str:
        """All words within it."""
        return "".join(part if isinstance(part, str) else part.words for part in self.inside)

    def get(self, name: str) -> str:
        """Value of an attribute, empty if it has none."""
        return self.attributes.get(name) or ""


class Tree(HTMLParser):
    """Reads a page, and fails on a tag that closes what is not open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: D102
        element = Element(tag, dict(attrs))
        assert len(element.attributes) == len(attrs), f"<{tag}> has an attribute twice"
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:  # noqa: D102
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:  # noqa: D102
        self.open[-1].inside.append(data)


def tree(page: str) -> Element:
    """Read a page."""
    reader = Tree()
    reader.feed(page)
    reader.close()
    assert reader.open == [reader.root]
    return reader.root
