"""Which kind of results a JSON or XML document holds, told by what stands at its top."""

from __future__ import annotations

from recuento.errors import SheetError

from . import eml, nist_err
from .archives import Member
from .json_rows import document_of, table_of
from .opening import Opening
from .table import Table
from .xml_tree import read_tree


def read_json(member: Member, opening: Opening) -> Table:
    """A results report in the common data format of NIST, or else objects as rows."""
    document = document_of(member, opening)
    if nist_err.is_report(document):
        return nist_err.read_report(document, member, opening)
    return table_of(document, member, opening)


def read_xml(member: Member, opening: Opening) -> Table:
    """A results report of NIST, or a count in EML. Other XML is not read."""
    name, namespace, tree = read_tree(member)
    if name == "ElectionReport" and namespace.startswith(nist_err.NAMESPACE):
        return nist_err.read_report(tree, member, opening)
    if eml.is_count(name, namespace, tree):
        return eml.read_count(tree, member, opening)
    raise SheetError(
        f"XML with a {name!r} at its top is not read",
        where=member.where,
        mend="recuento reads results of NIST SP 1500-100 and of EML in XML; save anything else as CSV",
    )


def contests_in(member: Member) -> list[str]:
    """The identifiers of the contests of an XML document; none in one that has no results."""
    name, namespace, tree = read_tree(member)
    return eml.contests_of(tree) if eml.is_count(name, namespace, tree) else nist_err.contests_of(tree)
