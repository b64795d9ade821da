"""XML as nested mappings, read with nothing that an attacker could use: no entities, no DTD, no network."""

from __future__ import annotations

from typing import Any

from lxml import etree

from recuento.errors import SheetError

from .archives import Member


def read_tree(member: Member) -> tuple[str, str, dict[str, Any]]:
    """The name and namespace of the document's top, and what is in it.

    An element is a mapping of its attributes and of its children by their name without namespace, a list where there
    are several; an element with text alone is that text, and "#text" beside attributes. Raises SheetError for what is
    no XML, and for a document type declaration, which no results need and entities could hide in.
    """
    if b"<!DOCTYPE" in member.data[:100_000] or b"<!ENTITY" in member.data[:100_000]:
        raise SheetError(
            "the XML declares a document type, which is not read", where=member.where, mend="take out the DOCTYPE"
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        top = etree.fromstring(member.data, parser)
    except etree.XMLSyntaxError as error:
        raise SheetError(f"the file is not XML ({error.msg})", where=member.where, mend="download it again") from error
    if top.getroottree().docinfo.internalDTD is not None:
        raise SheetError(
            "the XML declares a document type, which is not read", where=member.where, mend="take out the DOCTYPE"
        )
    name = etree.QName(top)
    return name.localname, name.namespace or "", _mapping(top)


def _mapping(element: Any) -> dict[str, Any]:
    children: dict[str, list[Any]] = {}
    for child in element:
        children.setdefault(etree.QName(child).localname, []).append(_value(child))
    found: dict[str, Any] = {etree.QName(name).localname: value for name, value in element.attrib.items()}
    found |= {name: values[0] if len(values) == 1 else values for name, values in children.items()}
    if element.text and element.text.strip():
        found["#text"] = element.text.strip()
    return found


def _value(element: Any) -> Any:
    if len(element) == 0 and not element.attrib:
        return (element.text or "").strip()
    return _mapping(element)


def many(node: Any, key: str) -> list[Any]:
    """What stands at a key of a mapping as a list, though there be one or none."""
    held = node.get(key) if isinstance(node, dict) else None
    return held if isinstance(held, list) else [] if held is None else [held]
