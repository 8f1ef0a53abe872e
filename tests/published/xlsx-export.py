# Reads a workbook with openpyxl and prints, as JSON, what the file itself says of each sheet: its name, what is frozen and
# filtered, and each cell with its type: "s" text, "n" number, "d" date, "f" formula. Argument: the workbook.
import json
import sys
from openpyxl import load_workbook

workbook = load_workbook(sys.argv[1])
sheets = []
for sheet in workbook.worksheets:
    rows = []
    for row in sheet.iter_rows():
        cells = []
        for cell in row:
            value = cell.value
            if value is None:
                cells.append(None)
            elif cell.is_date:
                cells.append(["d", value.date().isoformat()])
            else:
                cells.append([cell.data_type, value, bool(cell.quotePrefix)])
        rows.append(cells)
    sheets.append(
        {
            "name": sheet.title,
            "frozen": sheet.freeze_panes,
            "filter": sheet.auto_filter.ref,
            "size": sheet.dimensions,
            "bold": sheet["A1"].font.b,
            "rows": rows,
        }
    )
print(json.dumps({"creator": workbook.properties.creator, "modifiedBy": workbook.properties.lastModifiedBy, "sheets": sheets}))
