import { escapeText } from './cell-xml.ts'
import { formatColumn } from './sheet.ts'

/* The parts of a workbook beside its sheets (ECMA-376, Office Open XML). */

/** A sheet, in the order of the workbook: `file` is its part under xl/worksheets. */
export type WorkbookSheet = {
  readonly name: string
  readonly file: string
  /** Of one with filters, how many columns and rows they are over. */
  readonly filter?: { readonly columns: number; readonly rows: number }
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The same in every workbook. As the first file of the ZIP it shows what the ZIP is. */
export const PACKAGE_RELATIONSHIPS = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

/** The styles that `STYLES` names: plain, bold for names, dates, text that is not run as a formula when it is edited, and shares in percent. */
const STYLE_SHEET = `${HEAD}<styleSheet xmlns="${SPREADSHEET}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/><xf numFmtId="9" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

/** The parts beside the sheets, by path. No person is named as who made it. */
export function formatWorkbookParts(
  sheets: readonly WorkbookSheet[],
  title: string,
): ReadonlyMap<string, string> {
  return new Map([
    ['xl/workbook.xml', formatWorkbook(sheets)],
    ['xl/_rels/workbook.xml.rels', formatWorkbookRelationships(sheets)],
    ['xl/styles.xml', STYLE_SHEET],
    [
      'docProps/core.xml',
      `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeText(title)}</dc:title><dc:creator>Concord</dc:creator></cp:coreProperties>`,
    ],
    ['[Content_Types].xml', formatContentTypes(sheets)],
  ])
}

function formatWorkbook(sheets: readonly WorkbookSheet[]): string {
  const list = sheets.map(
    ({ name }, at) => `<sheet name="${escapeText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  )
  const filters = sheets.flatMap(({ name, filter }, at) =>
    filter
      ? [
          `<definedName name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1">'${escapeText(name)}'!$A$1:$${formatColumn(filter.columns - 1)}$${filter.rows}</definedName>`,
        ]
      : [],
  )
  return `${HEAD}<workbook xmlns="${SPREADSHEET}" xmlns:r="${OFFICE}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${list.join('')}</sheets><definedNames>${filters.join('')}</definedNames></workbook>`
}

function formatWorkbookRelationships(sheets: readonly WorkbookSheet[]): string {
  const list = sheets.map(
    ({ file }, at) =>
      `<Relationship Id="rId${at + 1}" Type="${OFFICE}/worksheet" Target="worksheets/${file}"/>`,
  )
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}<Relationship Id="rId${sheets.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`
}

function formatContentTypes(sheets: readonly WorkbookSheet[]): string {
  const list = [
    ['xl/workbook.xml', `${CONTENT}.sheet.main+xml`],
    ['xl/styles.xml', `${CONTENT}.styles+xml`],
    ['docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ...sheets.map(({ file }) => [`xl/worksheets/${file}`, `${CONTENT}.worksheet+xml`]),
  ].map(([part, type]) => `<Override PartName="/${part}" ContentType="${type}"/>`)
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${list.join('')}</Types>`
}
