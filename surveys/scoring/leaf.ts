import type { Item } from '../instrument/item.ts'
import type { Rule } from '../instrument/rule.ts'
import { formatDay } from '../instrument/written-answer.ts'
import { add, createRational, parseDecimal, type Rational } from '../values/rational.ts'
import { MISSING } from './coded.ts'
import type { Scorer } from './operations.ts'

/** Where an item stands in a coded response, and what its codes are worth. */
export type ItemPosition = { readonly item: Item; readonly position: number; readonly codes: readonly Code[] }
type Code = { readonly code: string; readonly value: number | null }

type Contribution = (value: Rational, code: string) => Rational

/**
 * What an answer is worth to a rule that turns it round or gives it another value.
 * @throws Error when a recode leaves out a code
 */
export function createContribution(at: ItemPosition, rule: Extract<Rule, { item: string }>): Contribution {
  if ('recode' in rule)
    return (_, code) => {
      // Own members only: every object has a `constructor`.
      const recoded = Object.hasOwn(rule.recode, code) ? rule.recode[code] : undefined
      if (recoded === undefined) throw new Error(`item ${at.item.id} has no recode for ${code}`)
      return parseDecimal(recoded)
    }
  const [lowest, highest] = findBounds(at)
  const ends = createRational(lowest + highest)
  return (value) => add(ends, createRational(-value.numerator, value.denominator))
}

function findBounds({ item, codes }: ItemPosition): readonly [number, number] {
  if (item.type === 'number') return [item.minimum, item.maximum]
  const values = codes.flatMap(({ value }) => (value === null ? [] : [value]))
  return [Math.min(...values), Math.max(...values)]
}

/** One item's score: `items-missing` without an answer, or with one that has no score. */
export function createLeafScorer({ item, position, codes }: ItemPosition, contribute: Contribution): Scorer {
  if (item.type === 'several')
    return (responses, start) => {
      const coded = responses[start + position] ?? MISSING
      const values = listChosen(codes, coded).flatMap(({ value }) => (value === null ? [] : [value]))
      const sum = values.reduce((total, value) => total + value, 0)
      return values.length === 0 ? 'items-missing' : contribute(createRational(sum), '')
    }
  if (codes.length === 0)
    return (responses, start) => {
      const value = responses[start + position] ?? MISSING
      return value === MISSING ? 'items-missing' : contribute(parseDecimal(value), String(value))
    }
  const values = codes.map(({ code, value }) =>
    value === null ? undefined : contribute(createRational(value), code),
  )
  return (responses, start) => values[responses[start + position] ?? MISSING] ?? 'items-missing'
}

/** The options in a coded answer of several. */
export function listChosen<Option>(options: readonly Option[], coded: number): readonly Option[] {
  return coded === MISSING ? [] : options.filter((_, place) => Math.floor(coded / 2 ** place) % 2 === 1)
}

/** `HH:MM` of minutes since midnight: how a time is coded. */
export function formatTimeOfDay(minutes: number): string {
  const padPart = (part: number) => String(part).padStart(2, '0')
  return `${padPart(Math.floor(minutes / 60))}:${padPart(minutes % 60)}`
}

/** The code of what was written in. */
export function formatWritten({ type }: Item, coded: number): string {
  if (type === 'date') return formatDay(coded)
  return type === 'time' ? formatTimeOfDay(coded) : String(coded)
}
