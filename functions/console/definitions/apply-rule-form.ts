import {
  type FieldSpec,
  findShape,
  listFieldSpecs,
  listRawParts,
  type RawRule,
  readRaw,
} from './rule-fields.ts'

/** What a form sends, each field under its JSON pointer. */
export type SentFields = Readonly<Record<string, readonly string[]>>

const TEXTS = ['/title/en', '/title/es', '/summary/en', '/summary/es'] as const
const LINES = ['version', 'evidence', 'source', 'missing', 'lateAnswers'] as const

/**
 * A draft with what its form says. What no form has stays as it is. What cannot be read, such as a number that is none, is kept
 * as it was typed: the check names it at its field.
 *
 * @param sent by pointers; `step` may add, remove or unwrap the condition at a pointer: `add:/rule`
 */
export function applyDefinitionForm(source: RawRule, sent: SentFields): RawRule {
  const draft: Record<string, unknown> = { ...source }
  for (const pointer of TEXTS) {
    const typed = readLast(sent, pointer)
    const [, field = '', language = ''] = pointer.split('/')
    if (typed !== undefined)
      draft[field] = setMember(readRaw(draft[field]), language, typed.trim() || undefined)
  }
  for (const name of LINES) {
    const typed = readLast(sent, `/${name}`)
    if (typed !== undefined) Object.assign(draft, setMember({}, name, typed.trim() || undefined))
    if (typed?.trim() === '') delete draft[name]
  }
  return { ...draft, rule: readCondition(readRaw(source.rule), '/rule', sent) }
}

function readCondition(raw: RawRule, pointer: string, sent: SentFields): RawRule {
  const step = readLast(sent, 'step')
  const parts = listRawParts(raw, pointer)
    .filter((part) => step !== `remove:${part.pointer}`)
    .map((part) => readCondition(part.raw, part.pointer, sent))
  const own = listFieldSpecs(raw.op).reduce((before, spec) => {
    const values = sent[`${pointer}/${spec.name}`]
    if (values === undefined) return before
    const value = parseField(spec, values)
    // What counts where nothing is said is not said: a copy stays the same.
    const isDefault = value === spec.choices?.[0] && raw[spec.name] === undefined
    return isDefault ? before : setMember(before, spec.name, value)
  }, raw)
  const joined = joinParts(own, step === `add:${pointer}` ? [...parts, {}] : parts)
  if (step === `unwrap:${pointer}` && parts.length <= 1) return parts[0] ?? {}
  const op = readLast(sent, `${pointer}/op`)
  return op === undefined || op === (raw.op ?? '') ? joined : changeOperation(joined, op)
}

function joinParts(raw: RawRule, parts: readonly RawRule[]): RawRule {
  switch (findShape(raw.op)) {
    case 'group':
      return { ...raw, rules: parts }
    case 'wrapper':
      return { ...raw, rule: parts[0] ?? {} }
    default:
      return raw
  }
}

/** Nothing that was written is lost: what a joining operation takes the place of is put into it. */
function changeOperation(raw: RawRule, op: string): RawRule {
  if (op === '') return raw
  const [from, to] = [findShape(raw.op), findShape(op)]
  const isEmpty = raw.op === undefined
  if (to === 'leaf') {
    // The form offers a condition no other than joining operations while others stand within it.
    if (from !== 'leaf' && holdsParts(raw)) return raw
    const score = raw.score ?? raw.attainment
    const measure = op === 'own-goal' ? 'attainment' : 'score'
    const takesMeasure = listFieldSpecs(op).some(({ name }) => name === measure)
    return { op, ...(takesMeasure && score !== undefined && { [measure]: score }) }
  }
  if (from === 'group' && to === 'group')
    return { op, ...(op === 'at-least' && { count: 1 }), rules: raw.rules }
  if (from === 'wrapper' && to === 'wrapper')
    return { op, ...(op !== 'not' && raw.days !== undefined && { days: raw.days }), rule: raw.rule }
  if (to === 'wrapper') return { op, rule: isEmpty ? {} : raw }
  return { op, ...(op === 'at-least' && { count: 1 }), rules: isEmpty ? [] : [raw] }
}

function holdsParts(raw: RawRule): boolean {
  return listRawParts(raw, '').some((part) => part.raw.op !== undefined)
}

function parseField({ kind }: FieldSpec, values: readonly string[]): unknown {
  const typed = values.map((one) => one.trim()).filter((one) => one !== '')
  if (kind === 'checks') return typed
  const last = typed.at(-1)
  if (last === undefined || kind !== 'number') return last
  // As it is written in Spanish, too.
  const number = Number(last.replace(',', '.'))
  return Number.isFinite(number) ? number : last
}

function setMember(raw: RawRule, name: string, value: unknown): RawRule {
  const { [name]: _, ...rest } = raw
  return value === undefined ? rest : { ...raw, [name]: value }
}

function readLast(sent: SentFields, name: string): string | undefined {
  return sent[name]?.at(-1)?.replaceAll('\r\n', '\n')
}
