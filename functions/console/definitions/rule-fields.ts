/** How a form shows one field of a condition. */
export type FieldSpec = {
  readonly name: string
  readonly kind: 'measure' | 'number' | 'choice' | 'bands' | 'checks'
  readonly choices?: readonly string[]
}

const ONE_MEASURE: FieldSpec = { name: 'score', kind: 'measure' }
const listNumbers = (...names: string[]): FieldSpec[] => names.map((name) => ({ name, kind: 'number' }))

/** Every operation of the rule language with its fields, in the order in which they are read. */
export const RULE_FIELDS = {
  'percent-improvement': [
    ONE_MEASURE,
    ...listNumbers('atLeast'),
    { name: 'of', kind: 'choice', choices: ['baseline', 'distance-from-best'] },
    ...listNumbers('baselineAtLeast'),
  ],
  improvement: [
    ONE_MEASURE,
    ...listNumbers('atLeast'),
    {
      name: 'unit',
      kind: 'choice',
      choices: ['points', 'percent-of-range', 'baseline-standard-deviations'],
    },
  ],
  level: [ONE_MEASURE, ...listNumbers('atLeast', 'above', 'atMost', 'below')],
  band: [ONE_MEASURE, { name: 'in', kind: 'checks' }],
  'global-rating': [ONE_MEASURE, { name: 'atLeast', kind: 'bands' }],
  'own-goal': [
    { name: 'attainment', kind: 'measure' },
    { name: 'criterion', kind: 'measure' },
  ],
  'days-since-treatment': listNumbers('atLeast', 'atMost'),
  treatments: listNumbers('atLeast', 'atMost', 'withinDays'),
  all: [],
  any: [],
  'at-least': listNumbers('count'),
  not: [],
  sustained: listNumbers('days'),
  'held-since-treatment': listNumbers('days'),
} as const satisfies Readonly<Record<string, readonly FieldSpec[]>>

export type RuleOperation = keyof typeof RULE_FIELDS

const GROUPS: readonly string[] = ['all', 'any', 'at-least']
const WRAPPERS: readonly string[] = ['not', 'sustained', 'held-since-treatment']

export function isOperation(op: unknown): op is RuleOperation {
  return typeof op === 'string' && Object.hasOwn(RULE_FIELDS, op)
}

/** Whether an operation joins any number of conditions, holds one, or is one. */
export function findShape(op: unknown): 'group' | 'wrapper' | 'leaf' {
  if (GROUPS.includes(op as string)) return 'group'
  return WRAPPERS.includes(op as string) ? 'wrapper' : 'leaf'
}

export function listFieldSpecs(op: unknown): readonly FieldSpec[] {
  return isOperation(op) ? RULE_FIELDS[op] : []
}

/** What somebody has written so far in place of a rule: it may be anything. */
export type RawRule = Readonly<Record<string, unknown>>

export function readRaw(value: unknown): RawRule {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RawRule) : {}
}

/** The conditions within one, with their pointers. */
export function listRawParts(
  raw: RawRule,
  pointer: string,
): readonly { readonly raw: RawRule; readonly pointer: string }[] {
  if (findShape(raw.op) === 'group')
    return (Array.isArray(raw.rules) ? raw.rules : []).map((part, at) => ({
      ...{ raw: readRaw(part), pointer: `${pointer}/rules/${at}` },
    }))
  return findShape(raw.op) === 'wrapper' ? [{ raw: readRaw(raw.rule), pointer: `${pointer}/rule` }] : []
}
