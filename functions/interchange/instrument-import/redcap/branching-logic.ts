import type { Condition } from '../../../../surveys/instrument/condition.ts'
import { countDays } from '../../../../surveys/instrument/written-answer.ts'
import type { ImportedAnswer } from '../form/form.ts'

/** What a condition may find out about the field it names. */
export type LogicField =
  | { readonly kind: 'asked'; readonly answer: ImportedAnswer }
  /** Nothing can turn on it; the reason completes the fault. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** It has faults of its own, so that nothing more is said about it. */
  | { readonly kind: 'faulty' }

export type BranchingLogic =
  | { readonly kind: 'condition'; readonly condition: Condition }
  /** Each begins with where it stands in the text; characters count from 1. */
  | { readonly kind: 'faults'; readonly faults: readonly string[] }

const MAX_DEPTH = 50

/**
 * REDCap's branching logic as a condition over field names. A field with no answer equals no literal but the empty one,
 * and is in no order with any, so that the condition is always true or false, never unknown. What has no equal here,
 * such as functions, sums, events, smart variables and a comparison of two fields, is a fault. Never throws.
 */
export function parseBranchingLogic(logic: string, findField: (name: string) => LogicField): BranchingLogic {
  const faults: string[] = []
  const { tokens, stop } = tokenizeLogic(logic)
  const cursor: Cursor = { tokens, next: 0, stop, faults, findField }
  const condition = parseAny(cursor, 0)
  if (condition && (cursor.next < tokens.length || stop < logic.length)) refuse(cursor)
  return condition && faults.length === 0 ? { kind: 'condition', condition } : { kind: 'faults', faults }
}

type Token = {
  readonly kind: 'field' | 'literal' | 'operator' | 'and' | 'or' | 'not' | '(' | ')'
  readonly text: string
  /** Of a field: the box that is asked about, as in `[race(2)]`. */
  readonly box?: string | undefined
  readonly at: number
}

const TOKEN =
  /\s*(?:\[\s*([a-z]\w*)\s*(?:\(\s*([^()[\]]{1,200}?)\s*\)\s*)?\]|('[^']*'|"[^"]*")|(-?(?:\d+(?:\.\d+)?|\.\d+))|(<>|!=|<=|>=|=|<|>)|(and|or|not)(?!\w)|([()!]))/iy

/** The tokens up to the first place, `stop`, where none begins. */
function tokenizeLogic(logic: string): { readonly tokens: readonly Token[]; readonly stop: number } {
  const text = logic.trimEnd()
  const pattern = new RegExp(TOKEN)
  const tokens: Token[] = []
  let stop = 0
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const at = stop + match[0].length - match[0].trimStart().length
    tokens.push(buildToken(match, at))
    stop = pattern.lastIndex
  }
  const rest = text.slice(stop)
  return { tokens, stop: rest === '' ? logic.length : stop + rest.length - rest.trimStart().length }
}

function buildToken(
  [, field, box, quoted, number, operator, word, sign]: RegExpExecArray,
  at: number,
): Token {
  if (field !== undefined) return { kind: 'field', text: field, box, at }
  if (quoted !== undefined) return { kind: 'literal', text: quoted.slice(1, -1), at }
  if (number !== undefined) return { kind: 'literal', text: number, at }
  if (operator !== undefined) return { kind: 'operator', text: operator, at }
  const text = (word ?? sign ?? '').toLowerCase()
  return { kind: text === 'and' || text === 'or' || text === '(' || text === ')' ? text : 'not', text, at }
}

type Cursor = {
  readonly tokens: readonly Token[]
  next: number
  readonly stop: number
  readonly faults: string[]
  readonly findField: (name: string) => LogicField
}

/** Says that the text cannot be translated from the next token on. */
function refuse(cursor: Cursor, reason = 'this cannot be translated'): undefined {
  const at = cursor.tokens[cursor.next]?.at ?? cursor.stop
  cursor.faults.push(`from character ${at + 1}: ${reason}`)
  return undefined
}

function takeToken(cursor: Cursor, kind: Token['kind']): Token | undefined {
  const token = cursor.tokens[cursor.next]
  if (token?.kind !== kind) return undefined
  cursor.next += 1
  return token
}

function parseAny(cursor: Cursor, depth: number): Condition | undefined {
  return parseChain(cursor, 'or', () => parseAll(cursor, depth))
}

function parseAll(cursor: Cursor, depth: number): Condition | undefined {
  return parseChain(cursor, 'and', () => parseTerm(cursor, depth))
}

function parseChain(
  cursor: Cursor,
  word: 'and' | 'or',
  parsePart: () => Condition | undefined,
): Condition | undefined {
  const parts: Condition[] = []
  do {
    const one = parsePart()
    if (!one) return undefined
    parts.push(one)
  } while (takeToken(cursor, word))
  if (parts.length === 1) return parts[0]
  return word === 'or' ? { any: parts } : { all: parts }
}

function parseTerm(cursor: Cursor, depth: number): Condition | undefined {
  if (depth > MAX_DEPTH) return refuse(cursor, `it is nested more than ${MAX_DEPTH} deep`)
  const isNegated = takeToken(cursor, 'not') !== undefined
  if (!takeToken(cursor, '(')) return isNegated ? refuse(cursor) : parseComparison(cursor)
  const inner = parseAny(cursor, depth + 1)
  if (!inner) return undefined
  if (!takeToken(cursor, ')')) return refuse(cursor)
  return isNegated ? { not: inner } : inner
}

const FLIPPED: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' }

function parseComparison(cursor: Cursor): Condition | undefined {
  const start = cursor.next
  const left = takeToken(cursor, 'field') ?? takeToken(cursor, 'literal')
  const operator = left && takeToken(cursor, 'operator')
  const right = operator && (takeToken(cursor, 'field') ?? takeToken(cursor, 'literal'))
  if (!left || !operator || !right) return refuse(cursor)
  if (left.kind === right.kind) {
    cursor.next = start
    const what = left.kind === 'field' ? 'two fields' : 'two values'
    return refuse(cursor, `a comparison of ${what} cannot be translated`)
  }
  const [field, literal] = left.kind === 'field' ? [left, right] : [right, left]
  const sign = field === left ? operator.text : (FLIPPED[operator.text] ?? operator.text)
  const asked = cursor.findField(field.text)
  const isBox = field.box !== undefined || (asked.kind === 'asked' && asked.answer.type === 'several')
  const found = isBox
    ? buildBoxComparison(field, sign, literal.text, asked)
    : buildComparison(field.text, sign, literal.text, asked)
  if (typeof found !== 'string') return found
  cursor.faults.push(`from character ${left.at + 1}: ${found}`)
  // Reading goes on, so that every fault is named; the fault keeps this condition from being used.
  return { item: field.text, answered: true }
}

/** A box is 1 where it is ticked, and 0 where it is not or nothing is answered. */
function buildBoxComparison(
  { text: item, box }: Token,
  sign: string,
  literal: string,
  field: LogicField,
): Condition | string {
  if (field.kind === 'refused') return field.reason
  if (field.kind === 'faulty') return { item, answered: true }
  if (field.answer.type !== 'several') return 'the field has no boxes to tick'
  if (box === undefined) return `it must name a box, such as [${item}(1)]`
  if (!field.answer.options.some(({ code }) => code === box))
    return 'it refers to a box that the field does not have'
  const isEquality = sign === '=' || sign === '<>' || sign === '!='
  if (!isEquality || (literal !== '0' && literal !== '1')) return 'a box is either 1 or 0'
  const isTicked = (literal === '1') === (sign === '=')
  const is: Condition = { item, is: [box] }
  return isTicked
    ? { all: [{ item, answered: true }, is] }
    : { any: [{ item, answered: false }, { not: is }] }
}

/** The condition, or why there is none. */
function buildComparison(item: string, sign: string, literal: string, field: LogicField): Condition | string {
  if (field.kind === 'refused') return field.reason
  if (field.kind === 'faulty') return { item, answered: true }
  const isEquality = sign === '=' || sign === '<>' || sign === '!='
  if (literal === '')
    return isEquality
      ? { item, answered: sign !== '=' }
      : 'an ordered comparison with a blank cannot be translated'
  if (!isEquality) return buildOrderComparison(item, sign, findBound(field.answer, literal))
  const code = findAnswerCode(field.answer, literal)
  if (code === undefined) return 'it refers to an answer that the field does not have'
  const is: Condition = { item, is: [code] }
  return sign === '='
    ? { all: [{ item, answered: true }, is] }
    : { any: [{ item, answered: false }, { not: is }] }
}

function buildOrderComparison(item: string, sign: string, bound: number | undefined): Condition | string {
  if (bound === undefined) return 'the two values cannot be compared'
  const atLeast: Condition = { item, atLeast: bound }
  const atMost: Condition = { item, atMost: bound }
  const isSo = sign === '>=' ? atLeast : sign === '<=' ? atMost : { not: sign === '>' ? atMost : atLeast }
  return { all: [{ item, answered: true }, isSo] }
}

const NUMBER = /^-?(?:\d+(?:\.\d+)?|\.\d+)$/

function parseNumber(literal: string): number | undefined {
  const number = NUMBER.test(literal) ? Number(literal) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/

/** The literal as the code that the answer would have: numbers and times as they are stored. */
function findAnswerCode(answer: ImportedAnswer, literal: string): string | undefined {
  switch (answer.type) {
    case 'choice':
      return answer.options.some(({ code }) => code === literal) ? literal : undefined
    case 'numeric-scale':
    case 'number': {
      const number = parseNumber(literal)
      if (number === undefined || number < answer.minimum || number > answer.maximum) return undefined
      const [, fraction = ''] = String(number).split('.')
      return fraction.length <= (answer.type === 'number' ? answer.decimals : 0) ? String(number) : undefined
    }
    case 'time':
      return TIME.test(literal) ? literal : undefined
    case 'date':
      return countDays(literal) === undefined ? undefined : literal
    case 'several':
      return undefined
    case 'text':
      return literal.trim() === literal && literal.length <= answer.maximumLength ? literal : undefined
  }
}

/** What the literal is worth in an order: a number, minutes after midnight, or days after 1900-01-01. */
function findBound(answer: ImportedAnswer, literal: string): number | undefined {
  switch (answer.type) {
    case 'choice':
      return answer.options.every(({ code, value }) => String(value) === code)
        ? parseNumber(literal)
        : undefined
    case 'numeric-scale':
    case 'number':
      return parseNumber(literal)
    case 'time': {
      const [, hours, minutes] = TIME.exec(literal) ?? []
      return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes)
    }
    case 'date':
      return countDays(literal)
    case 'several':
    case 'text':
      return undefined
  }
}
