"""How large a written sheet is printed, by the widths and the heights that it states."""

from openpyxl.utils import range_boundaries

LONG_SIDE, SHORT_SIDE, INCH = 842, 595, 72
FONT_SIZE, LEAST = 10, 6.5


def print_size(sheet):
    """The size in points of what stands in the sheet in ten points, shrunk to its pages."""
    _, _, last, end = range_boundaries(area(sheet))
    high = SHORT_SIDE if sheet.page_setup.orientation == "landscape" else LONG_SIDE
    down = high - INCH * (sheet.page_margins.top + sheet.page_margins.bottom)
    columns = 0.75 * sum(round(7 * width(sheet, n)) for n in range(1, last + 1))
    rows = sum(sheet.row_dimensions[n].height or 15 for n in range(1, end + 1))
    is_one = sheet.page_setup.fitToHeight != 0  # none stands for one page
    return FONT_SIZE * min(1, across(sheet) / columns, down / rows if is_one else 1)


def across(sheet):
    """The points between the margins."""
    wide = LONG_SIDE if sheet.page_setup.orientation == "landscape" else SHORT_SIDE
    return wide - INCH * (sheet.page_margins.left + sheet.page_margins.right)


def area(sheet):
    """The cells that are printed, as A1:C3."""
    return sheet.print_area.rpartition("!")[2].replace("$", "")


def width(sheet, column):
    """The width that a column states, which includes the space beside its characters."""
    [stated] = [
        one.width for one in sheet.column_dimensions.values() if one.min <= column <= one.max
    ]
    return stated


def unprinted(sheet):
    """The values beside the cells that are printed."""
    _, _, last, _ = range_boundaries(area(sheet))
    return [cell for row in sheet.iter_rows(min_col=last + 1) for cell in row if cell.value]
