import { CsvError, parse } from 'csv-parse/sync'
import type { Remarks } from '../form/form.ts'
import { readText } from '../form/read-text.ts'
import { shortenEcho } from '../form/shorten-echo.ts'

const MAX_ROWS = 5000

/** What a data dictionary calls its columns when it is downloaded, and when it comes from the API. */
export const COLUMNS = {
  field: ['Variable / Field Name', 'field_name'],
  form: ['Form Name', 'form_name'],
  section: ['Section Header', 'section_header'],
  type: ['Field Type', 'field_type'],
  label: ['Field Label', 'field_label'],
  choices: ['Choices, Calculations, OR Slider Labels', 'select_choices_or_calculations'],
  note: ['Field Note', 'field_note'],
  validation: ['Text Validation Type OR Show Slider Number', 'text_validation_type_or_show_slider_number'],
  minimum: ['Text Validation Min', 'text_validation_min'],
  maximum: ['Text Validation Max', 'text_validation_max'],
  identifier: ['Identifier?', 'identifier'],
  logic: ['Branching Logic (Show field only if...)', 'branching_logic'],
  required: ['Required Field?', 'required_field'],
  alignment: ['Custom Alignment', 'custom_alignment'],
  number: ['Question Number (surveys only)', 'question_number'],
  matrix: ['Matrix Group Name', 'matrix_group_name'],
  ranking: ['Matrix Ranking?', 'matrix_ranking'],
  annotation: ['Field Annotation', 'field_annotation'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>
export type DictionaryColumn = keyof typeof COLUMNS

const REQUIRED_COLUMNS: readonly DictionaryColumn[] = ['field', 'form', 'type', 'label']

/** The rows of a dictionary below its header, blank ones left out. Faults and warnings go to `remarks`. */
export function readRows(bytes: Uint8Array, remarks: Remarks): readonly Row[] {
  const text = readText(bytes, remarks)
  const records = text === undefined ? undefined : parseRecords(text, remarks)
  return records ? buildRows(records, remarks) : []
}

type Records = readonly (readonly string[])[]

function parseRecords(text: string, remarks: Remarks): Records | undefined {
  try {
    const records = parse(text, {
      delimiter: detectDelimiter(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      to: MAX_ROWS + 2,
      // Unlimited: cells have a limit of their own, which names the cell.
      max_record_size: 0,
    })
    if (records.length <= MAX_ROWS + 1) return records
    remarks.fault('', `the file has more than ${MAX_ROWS} rows below its header`)
  } catch (error) {
    const before = error instanceof CsvError ? error.records : undefined
    remarks.fault(
      typeof before === 'number' ? `row ${before + 1}` : '',
      'a quotation mark is not closed or is misplaced',
    )
  }
  return undefined
}

/** The first comma or semicolon of the header that is not in quotes. */
function detectDelimiter(text: string): string {
  const [, found = ','] = /^(?:"[^"]*"|[^",;\r\n])*([,;])/.exec(text.slice(0, 2000)) ?? []
  return found
}

export type Row = {
  readonly place: string
  readonly isTooLong: boolean
  readonly hasVideo: boolean
  /** The cell without space around it; empty where there is no such column. */
  readonly readCell: (column: DictionaryColumn) => string
  readonly formatPlace: (column: DictionaryColumn) => string
  /** The choices, where they do not stand in a cell. */
  readonly choices?: readonly { readonly code: string; readonly label: string }[] | undefined
  /** Why the field is no question, where it is not one for a reason of the file. */
  readonly leaveOut?: string | undefined
}

/** The rows of a dictionary that are not blank; none without the columns that are needed. */
function buildRows([header = [], ...records]: Records, remarks: Remarks): readonly Row[] {
  const headings = header.map((heading) => heading.replace(/\s+/g, ' ').trim())
  const columns = findColumns(headings, remarks)
  const missing = REQUIRED_COLUMNS.filter((column) => !columns.has(column)).map(
    (column) => COLUMNS[column][0],
  )
  if (missing.length > 0) {
    remarks.fault('row 1', `columns are missing: ${missing.join(', ')}`)
    return []
  }
  const videos = headings.flatMap((heading, at) => (/^video[ _-]?url/i.test(heading) ? [at] : []))
  return records.flatMap((cells, at): readonly Row[] => {
    if (cells.every((cell) => cell.trim() === '')) return []
    const place = `row ${at + 2}`
    return [
      {
        place,
        isTooLong: cells.length > headings.length,
        hasVideo: videos.some((video) => (cells[video] ?? '').trim() !== ''),
        readCell: (column) => (cells[columns.get(column) ?? -1] ?? '').trim(),
        formatPlace: (column) => `${place}, ${headings[columns.get(column) ?? -1] ?? COLUMNS[column][0]}`,
      },
    ]
  })
}

function findColumns(headings: readonly string[], remarks: Remarks): ReadonlyMap<DictionaryColumn, number> {
  const columns = new Map<DictionaryColumn, number>()
  headings.forEach((heading, at) => {
    const column = findColumn(heading)
    if (column && columns.has(column)) remarks.fault('row 1', `the column ${heading} is there twice`)
    else if (column) columns.set(column, at)
    else if (heading !== '' && !/^video[ _-]/i.test(heading))
      remarks.warn('row 1', `the column ${shortenEcho(heading)} is unknown and is ignored`)
  })
  return columns
}

function findColumn(heading: string): DictionaryColumn | undefined {
  const wanted = heading.toLowerCase()
  const found = Object.entries(COLUMNS).find(([, names]) =>
    names.some((name) => name.toLowerCase() === wanted),
  )
  return found?.[0] as DictionaryColumn | undefined
}
