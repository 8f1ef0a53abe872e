import type { Condition } from '../../../../surveys/instrument/condition.ts'
import { type Localised, localeSchema } from '../../../../surveys/instrument/vocabulary.ts'
import { echoed } from '../form/echoed.ts'
import { type ImportedForm, type ImportedItem, type Reading, Remarks } from '../form/form.ts'
import { answerFrom } from './answers.ts'
import { conditionFrom, type Field } from './branching-logic.ts'
import { COLUMNS, type Column, type Row, readRows } from './dictionary.ts'
import { wordsOf } from './label-words.ts'

const LONGEST_CELL = 10_000
const LONGEST_NAME = 64

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
    remarks.fault('', 'the language is not a BCP 47 tag such as en or es-MX')
  return remarks.conclude(formsFrom(readRows(bytes, remarks), locale, remarks))
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
    for (const { place } of lead) remarks.warn(place, 'no question follows it in its form, so it is ignored')
  const required = rows.find((row) => isYes(row.cell('required')))
  if (required) remarks.warn(required.at('required'), 'required answers are ignored')
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

const LEFT_OUT: Field = { kind: 'refused', reason: 'it depends on a field that is ignored' }
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
  if (row.hasVideo) remarks.warn(row.place, 'its video is ignored')
  if (row.cell('type').toLowerCase() !== 'descriptive') return readQuestion(row, draft, context)
  const words = wordsOf(row.cell('label'), row.at('label'), context)
  if (words !== '') draft.lead = [...draft.lead, { place: row.place, words, logic: row.cell('logic') }]
  else remarks.warn(row.at('label'), 'it has no text and is ignored')
  return LEFT_OUT
}

function checkNames(row: Row, { known, remarks }: Context): void {
  const name = row.cell('field')
  if (!/^[a-z][a-z0-9_]*$/.test(name) || name.length > LONGEST_NAME)
    remarks.fault(
      row.at('field'),
      `a field name is a lower-case letter, then letters, digits and underscores, at most ${LONGEST_NAME} in all`,
    )
  else if (known.has(name)) remarks.fault(row.at('field'), 'the field name is not unique')
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
    return 'the record ID is not a question and is ignored'
  if (type === 'calc') return 'it is a calculated field and is ignored'
  const [, tag] = NOT_ASKED.exec(row.cell('annotation')) ?? []
  return tag === undefined ? undefined : `it is not asked (@${tag.toUpperCase()}) and is ignored`
}

function readQuestion(row: Row, draft: Draft, context: Context): Field {
  const { locale, remarks } = context
  const faultsBefore = remarks.faults.length
  const text = wordsOf(row.cell('label'), row.at('label'), context)
  if (!/[\p{L}\p{N}]/u.test(text)) remarks.fault(row.at('label'), 'the question has no text')
  if (isYes(row.cell('identifier')))
    remarks.fault(row.at('identifier'), 'it identifies a person and cannot be imported')
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
  if (row.cell('note') !== '') remarks.warn(row.at('note'), 'the note is ignored')
  if (isYes(row.cell('ranking')))
    remarks.warn(row.at('ranking'), 'the ranking is ignored, so an answer can be given twice')
  for (const [tag] of row.cell('annotation').matchAll(/(?<!\w)@[A-Z][\w-]*/gi))
    remarks.warn(row.at('annotation'), `${echoed(tag)} is ignored`)
}

/** The words above a question, which are then used up. */
function stemAbove(row: Row, draft: Draft, { locale, remarks }: Context): Localised | null {
  for (const { place, logic } of draft.lead)
    if (logic !== null && logic !== row.cell('logic'))
      remarks.warn(place, 'its branching logic is ignored, and it is shown with the question below it')
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
      return { kind: 'refused', reason: 'it depends on a field that is not in the file' }
    if (home !== row.cell('form')) return { kind: 'refused', reason: 'it depends on a field of another form' }
    return (
      known.get(name) ?? { kind: 'refused', reason: 'it depends on a field that does not come before it' }
    )
  })
  if (logic.kind === 'condition') return logic.condition
  for (const detail of logic.faults) remarks.fault(row.at('logic'), detail)
  return null
}

function isYes(cell: string): boolean {
  return /^(y|yes|1)$/i.test(cell)
}
