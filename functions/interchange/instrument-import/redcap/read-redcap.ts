import type { Condition } from '../../../../surveys/instrument/condition.ts'
import { localeSchema } from '../../../../surveys/instrument/vocabulary-schema.ts'
import { type ImportedForm, type ImportedItem, type Reading, Remarks } from '../form/form.ts'
import { stripHtml } from '../form/plain-text.ts'
import { isScore, SCORE_LEFT_OUT } from '../form/score-item.ts'
import { shortenEcho } from '../form/shorten-echo.ts'
import { isExclusionTag, readRedcapAnswer } from './answers.ts'
import { type LogicField, parseBranchingLogic } from './branching-logic.ts'
import { COLUMNS, type DictionaryColumn, type Row, readRows } from './dictionary.ts'
import { readLabelText } from './label-words.ts'
import { TextsAbove } from './texts-above.ts'

const MAX_CELL_LENGTH = 10_000
const MAX_NAME_LENGTH = 64

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
  return remarks.conclude(readRedcapForms(readRows(bytes, remarks), locale, remarks))
}

/** A form while its rows are read. */
type Draft = { readonly name: string; readonly items: ImportedItem[]; readonly above: TextsAbove }

type Context = {
  readonly locale: string
  readonly remarks: Remarks
  /** Every field of the file, with its form. */
  readonly homes: ReadonlyMap<string, string>
  /** The fields above the row that is read. */
  readonly known: Map<string, LogicField>
}

/** The forms of a project's fields, from wherever the fields were read. */
export function readRedcapForms(
  rows: readonly Row[],
  locale: string,
  remarks: Remarks,
): readonly ImportedForm[] {
  const homes = new Map(rows.map((row) => [row.readCell('field'), row.readCell('form')]))
  const context: Context = { locale, remarks, homes, known: new Map() }
  const drafts = new Map<string, Draft>()
  for (const [at, row] of rows.entries()) {
    const name = row.readCell('form')
    const draft = drafts.get(name) ?? { name, items: [], above: new TextsAbove() }
    drafts.set(name, draft)
    remarks.enterForm(name)
    const field = readRow(row, draft, at === 0, context)
    if (!context.known.has(row.readCell('field'))) context.known.set(row.readCell('field'), field)
  }
  for (const { name, above } of drafts.values()) {
    remarks.enterForm(name)
    above.end(remarks)
    const required = rows.find((row) => row.readCell('form') === name && isYes(row.readCell('required')))
    if (required) remarks.warn(required.formatPlace('required'), 'required answers are ignored')
  }
  remarks.enterForm()
  return [...drafts.values()]
    .filter(({ items }) => items.length > 0)
    .map(({ name, items }) => ({
      name,
      title: { [locale]: formatTitle(name) },
      source: 'REDCap data dictionary',
      copyright: null,
      loinc: null,
      items,
    }))
}

function formatTitle(name: string): string {
  const words = name.replace(/_+/g, ' ').trim()
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1)
}

const REFUSED_FIELD: LogicField = { kind: 'refused', reason: 'it depends on a field that is ignored' }
const FAULTY_FIELD: LogicField = { kind: 'faulty' }

function readRow(row: Row, draft: Draft, isFirst: boolean, context: Context): LogicField {
  const { remarks } = context
  if (row.isTooLong) {
    remarks.fault(row.place, 'the row has more cells than the header')
    return FAULTY_FIELD
  }
  const long = (Object.keys(COLUMNS) as DictionaryColumn[]).filter(
    (column) => row.readCell(column).length > MAX_CELL_LENGTH,
  )
  for (const column of long)
    remarks.fault(row.formatPlace(column), `a cell has at most ${MAX_CELL_LENGTH} characters`)
  if (long.length > 0) return FAULTY_FIELD
  checkNames(row, context)
  openSection(row, draft, context)
  const reason = findExclusionReason(row, isFirst)
  if (reason !== undefined) {
    remarks.warn(row.place, reason)
    return REFUSED_FIELD
  }
  if (row.hasVideo) remarks.warn(row.place, 'its video is ignored')
  if (row.readCell('type').toLowerCase() !== 'descriptive') return readQuestion(row, draft, context)
  const words = readLabelText(row.readCell('label'), row.formatPlace('label'), context)
  if (words !== '') draft.above.addText(row, words)
  else remarks.warn(row.formatPlace('label'), 'it has no text and is ignored')
  return REFUSED_FIELD
}

function checkNames(row: Row, { known, remarks }: Context): void {
  const name = row.readCell('field')
  if (!/^[a-z][a-z0-9_]*$/.test(name) || name.length > MAX_NAME_LENGTH)
    remarks.fault(
      row.formatPlace('field'),
      `a field name is a lower-case letter, then letters, digits and underscores, at most ${MAX_NAME_LENGTH} in all`,
    )
  else if (known.has(name)) remarks.fault(row.formatPlace('field'), 'the field name is not unique')
  if (row.readCell('form') === '') remarks.fault(row.formatPlace('form'), 'the form has no name')
}

function openSection(row: Row, draft: Draft, context: Context): void {
  const words = readLabelText(row.readCell('section'), row.formatPlace('section'), context)
  if (words !== '') draft.above.openSection(row, words)
}

const HIDDEN_ANNOTATION = /@(HIDDEN-SURVEY|HIDDEN|READONLY-SURVEY|READONLY|CALCTEXT|CALCDATE)(?![\w-])/i

function findExclusionReason(row: Row, isFirst: boolean): string | undefined {
  if (row.leaveOut !== undefined) return row.leaveOut
  const type = row.readCell('type').toLowerCase()
  if (isFirst && row.readCell('field') === 'record_id' && type === 'text')
    return 'the record ID is not a question and is ignored'
  if (type === 'calc') return 'it is a calculated field and is ignored'
  const isNumber = type === 'text' && /^(integer|number)/i.test(row.readCell('validation'))
  if (isNumber && isScore({ label: stripHtml(row.readCell('label')) })) return SCORE_LEFT_OUT
  const [, tag] = HIDDEN_ANNOTATION.exec(row.readCell('annotation')) ?? []
  return tag === undefined ? undefined : `it is not asked (@${tag.toUpperCase()}) and is ignored`
}

function readQuestion(row: Row, draft: Draft, context: Context): LogicField {
  const { locale, remarks } = context
  const faultsBefore = remarks.faults.length
  const text = readLabelText(row.readCell('label'), row.formatPlace('label'), context)
  if (!/[\p{L}\p{N}]/u.test(text)) remarks.fault(row.formatPlace('label'), 'the question has no text')
  if (isYes(row.readCell('identifier')))
    remarks.fault(row.formatPlace('identifier'), 'it identifies a person and cannot be imported')
  warnAboutLoss(row, remarks)
  const stem = draft.above.take(row, locale, remarks)
  const answer = readRedcapAnswer(row, context)
  const shownWhen = readShownWhen(row, context)
  if (!answer || remarks.faults.length > faultsBefore) return FAULTY_FIELD
  draft.items.push({
    place: row.place,
    name: row.readCell('field'),
    loinc: null,
    stem,
    text: { [locale]: text },
    answer,
    shownWhen,
  })
  return { kind: 'asked', answer }
}

function warnAboutLoss(row: Row, remarks: Remarks): void {
  if (row.readCell('note') !== '') remarks.warn(row.formatPlace('note'), 'the note is ignored')
  if (isYes(row.readCell('ranking')))
    remarks.warn(row.formatPlace('ranking'), 'the ranking is ignored, so an answer can be given twice')
  for (const [tag] of row.readCell('annotation').matchAll(/(?<!\w)@[A-Z][\w-]*/gi))
    if (!isExclusionTag(tag, row))
      remarks.warn(row.formatPlace('annotation'), `${shortenEcho(tag)} is ignored`)
}

function readShownWhen(row: Row, { homes, known, remarks }: Context): Condition | null {
  const written = row.readCell('logic')
  if (written === '') return null
  const logic = parseBranchingLogic(written, (name): LogicField => {
    const home = homes.get(name)
    if (home === undefined)
      return { kind: 'refused', reason: 'it depends on a field that is not in the file' }
    if (home !== row.readCell('form'))
      return { kind: 'refused', reason: 'it depends on a field of another form' }
    return (
      known.get(name) ?? { kind: 'refused', reason: 'it depends on a field that does not come before it' }
    )
  })
  if (logic.kind === 'condition') return logic.condition
  for (const detail of logic.faults) remarks.fault(row.formatPlace('logic'), detail)
  return null
}

function isYes(cell: string): boolean {
  return /^(y|yes|1)$/i.test(cell)
}
