"""周例会材料: the sheets of the Monday meeting pack."""

from xlsales.actions.pack.findings import findings_page
from xlsales.actions.pack.pack import meeting_pack, pack_document

__all__ = ["findings_page", "meeting_pack", "pack_document"]
