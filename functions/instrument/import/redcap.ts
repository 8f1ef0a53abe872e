import { CsvError, parse } from 'csv-parse/sync'
import type { Condition } from '../../../surveys/instrument/condition.ts'
import { type Localised, localeSchema } from '../../../surveys/instrument/vocabulary.ts'
import {
  type ImportedAnswer,
  type ImportedForm,
  type ImportedItem,
  type ImportedOption,
  LONGEST_TEXT,
  MOST_SCALE_STEPS,
  type Reading,
  Remarks,
  WIDEST_NUMBER,
} from './form.ts'
import { plainText } from './plain-text.ts'
import { conditionFrom, type Field } from './redcap-logic.ts'

const LARGEST_FILE = 5_000_000
const MOST_ROWS = 5000
const LONGEST_CELL = 10_000
const LONGEST_NAME = 64
const LONGEST_CODE = 32
const LONGEST_ECHO = 40
const MOST_SLIDER_STEPS = 1000
const MOST_DECIMALS = 3

/** What a data dictionary calls its columns when it is downloaded, and when it comes from the API. */
const COLUMNS = {
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
type Column = keyof typeof COLUMNS

const NEEDED: readonly Column[] = ['field', 'form', 'type', 'label']

/**
 * Reads a REDCap data dictionary: CSV in UTF-8, with commas or semicolons, at most 5 MB, 5,000 rows and 10,000
 * characters a cell. Every form in it becomes a form here; texts are taken to be in `locale`. Descriptive fields and
 * section headers become stems; what is hidden, read-only or calculated is left out with a warning, as is media.
 *
 * A place is a row and a column, such as `row 12, Field Type`. Rows count as in a spreadsheet: the header is row 1, and
 * a record is one row, however many lines its cells take. Pure; never throws.
 */
export function readRedcap(
  bytes: Uint8Array,
  { locale = 'en' }: { readonly locale?: string | undefined } = {},
): Reading {
  const remarks = new Remarks()
  if (!localeSchema.safeParse(locale).success)
    remarks.fault('', 'the language is no BCP 47 tag such as en or es-MX')
  const text = textOf(bytes, remarks)
  const records = text === undefined ? undefined : recordsIn(text, remarks)
  const rows = records ? rowsOf(records, remarks) : []
  return remarks.conclude(formsFrom(rows, locale, remarks))
}

function textOf(bytes: Uint8Array, remarks: Remarks): string | undefined {
  if (bytes.length > LARGEST_FILE) {
    remarks.fault('', 'the file is larger than 5 MB')
    return undefined
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (text.trim() !== '') return text
    remarks.fault('', 'the file is empty')
  } catch {
    remarks.fault('', 'the file is not UTF-8')
  }
  return undefined
}

type Records = readonly (readonly string[])[]

function recordsIn(text: string, remarks: Remarks): Records | undefined {
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      to: MOST_ROWS + 2,
      // Unlimited: cells have a limit of their own, which names the cell.
      max_record_size: 0,
    })
    if (records.length <= MOST_ROWS + 1) return records
    remarks.fault('', `the file has more than ${MOST_ROWS} rows below its header`)
  } catch (error) {
    const before = error instanceof CsvError ? error.records : undefined
    remarks.fault(
      typeof before === 'number' ? `row ${before + 1}` : '',
      'a quotation mark is not closed, or stands where none may',
    )
  }
  return undefined
}

/** The first comma or semicolon of the header that is not in quotes. */
function delimiterOf(text: string): string {
  const [, found = ','] = /^(?:"[^"]*"|[^",;\r\n])*([,;])/.exec(text.slice(0, 2000)) ?? []
  return found
}

type Row = {
  readonly place: string
  readonly isTooLong: boolean
  readonly hasVideo: boolean
  /** The cell without space around it; empty where there is no such column. */
  readonly cell: (column: Column) => string
  readonly at: (column: Column) => string
}

/** The rows that are not blank; none without the columns that are needed. */
function rowsOf([header = [], ...records]: Records, remarks: Remarks): readonly Row[] {
  const headings = header.map((heading) => heading.replace(/\s+/g, ' ').trim())
  const columns = columnsIn(headings, remarks)
  const missing = NEEDED.filter((column) => !columns.has(column)).map((column) => COLUMNS[column][0])
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
        cell: (column) => (cells[columns.get(column) ?? -1] ?? '').trim(),
        at: (column) => `${place}, ${headings[columns.get(column) ?? -1] ?? COLUMNS[column][0]}`,
      },
    ]
  })
}

function columnsIn(headings: readonly string[], remarks: Remarks): ReadonlyMap<Column, number> {
  const columns = new Map<Column, number>()
  headings.forEach((heading, at) => {
    const column = columnCalled(heading)
    if (column && columns.has(column)) remarks.fault('row 1', `the column ${heading} stands twice`)
    else if (column) columns.set(column, at)
    else if (heading !== '' && !/^video[ _-]/i.test(heading))
      remarks.warn('row 1', `the column ${echoed(heading)} is not known: it is left out`)
  })
  return columns
}

function columnCalled(heading: string): Column | undefined {
  const wanted = heading.toLowerCase()
  const found = Object.entries(COLUMNS).find(([, names]) =>
    names.some((name) => name.toLowerCase() === wanted),
  )
  return found?.[0] as Column | undefined
}

function echoed(text: string): string {
  return text.length > LONGEST_ECHO ? `${text.slice(0, LONGEST_ECHO - 1)}…` : text
}

/** Words that will stand above the next question. */
type Lead = { readonly place: string; readonly words: string; readonly logic: string | null }

/** A form while its rows are read. */
type Draft = {
  readonly name: string
  readonly items: ImportedItem[]
  lead: readonly Lead[]
  matrix: { readonly group: string; readonly stem: string } | null
}

type Context = {
  readonly locale: string
  readonly remarks: Remarks
  /** Every field of the file, with its form. */
  readonly homes: ReadonlyMap<string, string>
  /** The fields above the row that is read. */
  readonly known: Map<string, Field>
}

function formsFrom(rows: readonly Row[], locale: string, remarks: Remarks): readonly ImportedForm[] {
  const homes = new Map(rows.map((row) => [row.cell('field'), row.cell('form')]))
  const context: Context = { locale, remarks, homes, known: new Map() }
  const drafts = new Map<string, Draft>()
  for (const [at, row] of rows.entries()) {
    const name = row.cell('form')
    const draft = drafts.get(name) ?? { name, items: [], lead: [], matrix: null }
    drafts.set(name, draft)
    const field = readRow(row, draft, at === 0, context)
    if (!context.known.has(row.cell('field'))) context.known.set(row.cell('field'), field)
  }
  for (const { lead } of drafts.values())
    for (const { place } of lead) remarks.warn(place, 'no question follows it in its form: it is left out')
  const required = rows.find((row) => isYes(row.cell('required')))
  if (required) remarks.warn(required.at('required'), 'whether an answer is required is left out')
  return [...drafts.values()]
    .filter(({ items }) => items.length > 0)
    .map(({ name, items }) => ({
      name,
      title: { [locale]: titleFrom(name) },
      source: 'REDCap data dictionary',
      copyright: null,
      loinc: null,
      items,
    }))
}

function titleFrom(name: string): string {
  const words = name.replace(/_+/g, ' ').trim()
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1)
}

const LEFT_OUT: Field = { kind: 'refused', reason: 'it turns on a field that is left out' }
const FAULTY: Field = { kind: 'faulty' }

function readRow(row: Row, draft: Draft, isFirst: boolean, context: Context): Field {
  const { remarks } = context
  if (row.isTooLong) {
    remarks.fault(row.place, 'the row has more cells than the header')
    return FAULTY
  }
  const long = (Object.keys(COLUMNS) as Column[]).filter((column) => row.cell(column).length > LONGEST_CELL)
  for (const column of long) remarks.fault(row.at(column), `a cell has at most ${LONGEST_CELL} characters`)
  if (long.length > 0) return FAULTY
  checkNames(row, context)
  openSection(row, draft, context)
  const reason = reasonToLeaveOut(row, isFirst)
  if (reason !== undefined) {
    remarks.warn(row.place, reason)
    return LEFT_OUT
  }
  if (row.hasVideo) remarks.warn(row.place, 'its video is left out')
  if (row.cell('type').toLowerCase() !== 'descriptive') return readQuestion(row, draft, context)
  const words = wordsOf(row.cell('label'), row.at('label'), context)
  if (words !== '') draft.lead = [...draft.lead, { place: row.place, words, logic: row.cell('logic') }]
  else remarks.warn(row.at('label'), 'it has no words: it is left out')
  return LEFT_OUT
}

function checkNames(row: Row, { known, remarks }: Context): void {
  const name = row.cell('field')
  if (!/^[a-z][a-z0-9_]*$/.test(name) || name.length > LONGEST_NAME)
    remarks.fault(
      row.at('field'),
      `a field name is a lower-case letter, then letters, digits and underscores, at most ${LONGEST_NAME} in all`,
    )
  else if (known.has(name)) remarks.fault(row.at('field'), 'the field name stands twice')
  if (row.cell('form') === '') remarks.fault(row.at('form'), 'the form has no name')
}

/** A section header stands above the next question, and above all of its matrix. */
function openSection(row: Row, draft: Draft, context: Context): void {
  const place = row.at('section')
  const words = wordsOf(row.cell('section'), place, context)
  if (words !== '') draft.lead = [...draft.lead, { place, words, logic: null }]
  const group = row.cell('matrix')
  if (group === '') draft.matrix = null
  else if (draft.matrix?.group !== group || words !== '') draft.matrix = { group, stem: words }
}

const NOT_ASKED = /@(HIDDEN-SURVEY|HIDDEN|READONLY-SURVEY|READONLY|CALCTEXT|CALCDATE)(?![\w-])/i

function reasonToLeaveOut(row: Row, isFirst: boolean): string | undefined {
  const type = row.cell('type').toLowerCase()
  if (isFirst && row.cell('field') === 'record_id' && type === 'text')
    return 'the record id is no question: it is left out'
  if (type === 'calc') return 'it is calculated, not asked: it is left out'
  const [, tag] = NOT_ASKED.exec(row.cell('annotation')) ?? []
  return tag === undefined ? undefined : `it is not asked, being @${tag.toUpperCase()}: it is left out`
}

function readQuestion(row: Row, draft: Draft, context: Context): Field {
  const { locale, remarks } = context
  const faultsBefore = remarks.faults.length
  const text = wordsOf(row.cell('label'), row.at('label'), context)
  if (!/[\p{L}\p{N}]/u.test(text)) remarks.fault(row.at('label'), 'the question has no words')
  if (isYes(row.cell('identifier')))
    remarks.fault(row.at('identifier'), 'it identifies a person: it is not asked here')
  warnOfLoss(row, remarks)
  const stem = stemAbove(row, draft, context)
  const answer = answerFrom(row, context)
  const shownWhen = shownWhenFrom(row, context)
  if (!answer || remarks.faults.length > faultsBefore) return FAULTY
  draft.items.push({
    place: row.place,
    name: row.cell('field'),
    loinc: null,
    stem,
    text: { [locale]: text },
    answer,
    shownWhen,
  })
  return { kind: 'asked', answer }
}

function warnOfLoss(row: Row, remarks: Remarks): void {
  if (row.cell('note') !== '') remarks.warn(row.at('note'), 'the note is left out')
  if (isYes(row.cell('ranking')))
    remarks.warn(row.at('ranking'), 'the ranking is left out: an answer may be given twice')
  for (const [tag] of row.cell('annotation').matchAll(/(?<!\w)@[A-Z][\w-]*/gi))
    remarks.warn(row.at('annotation'), `${echoed(tag)} is left out`)
}

/** The words above a question, which are then used up. */
function stemAbove(row: Row, draft: Draft, { locale, remarks }: Context): Localised | null {
  for (const { place, logic } of draft.lead)
    if (logic !== null && logic !== row.cell('logic'))
      remarks.warn(place, 'its branching logic is left out: it is shown with the question below it')
  const above = draft.lead.map(({ words }) => words)
  const section = draft.matrix?.stem ?? ''
  const words = section === '' || above.includes(section) ? above : [...above, section]
  draft.lead = []
  return words.length === 0 ? null : { [locale]: words.join('\n') }
}

function shownWhenFrom(row: Row, { homes, known, remarks }: Context): Condition | null {
  const written = row.cell('logic')
  if (written === '') return null
  const logic = conditionFrom(written, (name): Field => {
    const home = homes.get(name)
    if (home === undefined)
      return { kind: 'refused', reason: 'it turns on a field that the file does not have' }
    if (home !== row.cell('form')) return { kind: 'refused', reason: 'it turns on a field of another form' }
    return known.get(name) ?? { kind: 'refused', reason: 'it turns on a field that is not asked before it' }
  })
  if (logic.kind === 'condition') return logic.condition
  for (const detail of logic.faults) remarks.fault(row.at('logic'), detail)
  return null
}

const MEDIA = /<\s*(img|video|audio|iframe|embed|object|svg)\b/i
/** `[first_name]`, `[user-name]`, `[pain(1)]`, `[survey-link:week_1]`; an embedded `{field}`. */
const PIPED = /\[[a-z][a-z0-9_-]*(\([^()[\]]*\))?(:[^[\]\s]*)?\]|\{[a-z][a-z0-9_]*(:icons)?\}/

/** The words of a label, empty if it has none. */
function wordsOf(label: string, place: string, { remarks }: Context): string {
  if (MEDIA.test(label)) remarks.warn(place, 'a picture or other media is left out')
  const words = plainText(label)
  if (PIPED.test(words)) remarks.fault(place, 'it inserts another field or a smart variable')
  return words
}

function isYes(cell: string): boolean {
  return /^(y|yes|1)$/i.test(cell)
}

function answerFrom(row: Row, context: Context): ImportedAnswer | undefined {
  const { locale, remarks } = context
  const fault = (detail: string): undefined => {
    remarks.fault(row.at('type'), detail)
    return undefined
  }
  const type = row.cell('type').toLowerCase()
  if ((type === 'yesno' || type === 'truefalse') && !/^en\b/.test(locale))
    remarks.warn(row.at('type'), 'the file does not word its answers: they are in English')
  switch (type) {
    case 'radio':
    case 'dropdown':
      return choiceFrom(row, context)
    case 'yesno':
      return twoOptions('Yes', 'No', locale)
    case 'truefalse':
      return twoOptions('True', 'False', locale)
    case 'slider':
      return sliderFrom(row, context)
    case 'notes':
      return { type: 'text', maximumLength: LONGEST_TEXT }
    case 'text':
      return writtenFrom(row, remarks)
    case 'checkbox':
      return fault('a question with more than one answer cannot be asked here')
    case 'file':
    case 'signature':
    case 'sql':
      return fault('a file, a signature or a query cannot be asked here')
    default:
      return fault('the field type is not known')
  }
}

function twoOptions(yes: string, no: string, locale: string): ImportedAnswer {
  const option = (value: number, label: string): ImportedOption => ({
    code: String(value),
    value,
    label: { [locale]: label },
    loinc: null,
  })
  return { type: 'choice', options: [option(1, yes), option(0, no)] }
}

/** `0, Never | 1, Often`. A code that is a whole number is its value; if any is not, options count from 0. */
function choiceFrom(row: Row, context: Context): ImportedAnswer | undefined {
  const { locale, remarks } = context
  const place = row.at('choices')
  const faultsBefore = remarks.faults.length
  const codes = new Set<string>()
  const choices = row
    .cell('choices')
    .split('|')
    .map((choice, at) => {
      const comma = choice.indexOf(',')
      const code = choice.slice(0, Math.max(comma, 0)).trim()
      const label = wordsOf(choice.slice(comma + 1), place, context)
      const fault = (detail: string): void => remarks.fault(place, `choice ${at + 1} ${detail}`)
      if (comma < 0) fault('has no comma between its code and its label')
      else if (code === '') fault('has no code')
      else if (codes.has(code)) fault('has the code of another')
      if (comma >= 0 && label === '') fault('has no label')
      if (code.length > LONGEST_CODE) fault(`has a code of more than ${LONGEST_CODE} characters`)
      codes.add(code)
      return { code, label }
    })
  if (remarks.faults.length === faultsBefore && choices.length < 2)
    remarks.fault(place, 'a choice needs at least two options')
  if (remarks.faults.length > faultsBefore) return undefined
  const areNumbers = choices.every(({ code }) => /^(0|-?[1-9]\d{0,8})$/.test(code))
  if (!areNumbers) remarks.warn(place, 'its codes are no whole numbers: they are numbered in order, from 0')
  return {
    type: 'choice',
    options: choices.map(({ code, label }, at) => ({
      code,
      value: areNumbers ? Number(code) : at,
      label: { [locale]: label },
      loinc: null,
    })),
  }
}

/** 0 to 100 unless the file says otherwise; `low | middle | high` are its words. */
function sliderFrom(row: Row, context: Context): ImportedAnswer | undefined {
  const { locale, remarks } = context
  const faultsBefore = remarks.faults.length
  const bounds = boundsOf(row, { isWhole: true, isComma: false }, remarks)
  const minimum = bounds.minimum ?? 0
  const maximum = bounds.maximum ?? 100
  if (minimum >= maximum) remarks.fault(row.at('maximum'), 'the range is empty')
  if (maximum - minimum > MOST_SLIDER_STEPS)
    remarks.fault(row.at('maximum'), `a slider has at most ${MOST_SLIDER_STEPS} steps`)
  const place = row.at('choices')
  const labels = row.cell('choices') === '' ? [] : row.cell('choices').split('|')
  const words = labels.map((label) => wordsOf(label, place, context))
  if (words.length > 3) remarks.fault(place, 'a slider has at most three labels')
  if (words.length === 3 && words[1] !== '') remarks.warn(place, 'the label in the middle is left out')
  if (remarks.faults.length > faultsBefore) return undefined
  const labelled = (label = ''): Localised | null => (label === '' ? null : { [locale]: label })
  return {
    type: 'numeric-scale',
    minimum,
    maximum,
    minimumLabel: labelled(words[0]),
    maximumLabel: words.length > 1 ? labelled(words.at(-1)) : null,
  }
}

function writtenFrom(row: Row, remarks: Remarks): ImportedAnswer | undefined {
  const place = row.at('validation')
  if (/^bioportal:/i.test(row.cell('choices')))
    remarks.fault(row.at('choices'), 'its answers are looked up in a list outside the file')
  const validation = row.cell('validation').toLowerCase()
  const [isNumber, decimals, comma] =
    /^(?:integer|number(?:_(\d)dp)?(_comma_decimal)?)$/.exec(validation) ?? []
  if (isNumber !== undefined) {
    const most = validation === 'integer' ? 0 : Number(decimals ?? MOST_DECIMALS)
    if (most > MOST_DECIMALS) {
      remarks.fault(place, `a number has at most ${MOST_DECIMALS} decimals here`)
      return undefined
    }
    if (most > 0 && decimals === undefined)
      remarks.warn(place, `a number is taken with at most ${MOST_DECIMALS} decimals`)
    return numberFrom(row, most, comma !== undefined, remarks)
  }
  if (validation === '' || validation === 'time') {
    for (const column of ['minimum', 'maximum'] as const)
      if (row.cell(column) !== '') remarks.warn(row.at(column), 'the bound is left out')
    return validation === '' ? { type: 'text', maximumLength: LONGEST_TEXT } : { type: 'time' }
  }
  remarks.fault(
    place,
    /^(email|phone|ssn|mrn)/.test(validation)
      ? 'it identifies a person: it is not asked here'
      : 'an answer of this kind is not asked here',
  )
  return undefined
}

function numberFrom(
  row: Row,
  decimals: number,
  isComma: boolean,
  remarks: Remarks,
): ImportedAnswer | undefined {
  const faultsBefore = remarks.faults.length
  const bounds = boundsOf(row, { isWhole: decimals === 0, isComma }, remarks)
  if (remarks.faults.length > faultsBefore) return undefined
  const minimum = bounds.minimum ?? WIDEST_NUMBER.minimum
  const maximum = bounds.maximum ?? WIDEST_NUMBER.maximum
  if (minimum >= maximum) {
    remarks.fault(row.at('maximum'), 'the range is empty')
    return undefined
  }
  const isBounded = bounds.minimum !== undefined && bounds.maximum !== undefined
  if (decimals === 0 && isBounded && maximum - minimum <= MOST_SCALE_STEPS)
    return { type: 'numeric-scale', minimum, maximum, minimumLabel: null, maximumLabel: null }
  if (minimum < 0) remarks.fault(row.at('minimum'), 'a number that is written in cannot be negative here')
  if (maximum > WIDEST_NUMBER.maximum)
    remarks.fault(row.at('maximum'), `a number is at most ${WIDEST_NUMBER.maximum} here`)
  for (const column of ['minimum', 'maximum'] as const)
    if (bounds[column] === undefined)
      remarks.warn(row.at(column), `there is no bound: ${WIDEST_NUMBER[column]} is taken`)
  return { type: 'number', minimum, maximum, decimals, unit: null }
}

type Bounds = { readonly minimum: number | undefined; readonly maximum: number | undefined }

function boundsOf(
  row: Row,
  { isWhole, isComma }: { readonly isWhole: boolean; readonly isComma: boolean },
  remarks: Remarks,
): Bounds {
  const bound = (column: 'minimum' | 'maximum'): number | undefined => {
    const written = row.cell(column)
    if (written === '') return undefined
    const found = /^-?\d{1,9}(\.\d{1,9})?$/.test(isComma ? written.replace(',', '.') : written)
    const value = Number(isComma ? written.replace(',', '.') : written)
    if (found && (!isWhole || Number.isInteger(value))) return value
    remarks.fault(row.at(column), isWhole ? 'the bound is no whole number' : 'the bound is no number')
    return undefined
  }
  return { minimum: bound('minimum'), maximum: bound('maximum') }
}
