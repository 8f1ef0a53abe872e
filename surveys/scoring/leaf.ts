import type { Item } from '../instrument/item.ts'
import type { Rule } from '../instrument/rule.ts'
import { add, fromDecimal, type Rational, rational } from '../values/rational.ts'
import { MISSING } from './coded.ts'
import type { Scorer } from './operations.ts'

/** Where an item stands in a coded response, and what its codes are worth. */
export type Place = { readonly item: Item; readonly position: number; readonly codes: readonly Code[] }
type Code = { readonly code: string; readonly value: number }

type Contribution = (value: Rational, code: string) => Rational

/**
 * What an answer is worth to a rule that turns it round or gives it another value.
 * @throws Error when a recode leaves out a code
 */
export function contribution(at: Place, rule: Extract<Rule, { item: string }>): Contribution {
  if ('recode' in rule)
    return (_, code) => {
      // Own members only: every object has a `constructor`.
      const recoded = Object.hasOwn(rule.recode, code) ? rule.recode[code] : undefined
      if (recoded === undefined) throw new Error(`item ${at.item.id} has no recode for ${code}`)
      return fromDecimal(recoded)
    }
  const [lowest, highest] = boundsOf(at)
  const ends = rational(lowest + highest)
  return (value) => add(ends, rational(-value.numerator, value.denominator))
}

function boundsOf({ item, codes }: Place): readonly [number, number] {
  if (item.type === 'number') return [item.minimum, item.maximum]
  const values = codes.map(({ value }) => value)
  return [Math.min(...values), Math.max(...values)]
}

/** One item's score: `items-missing` without an answer. */
export function leaf({ position, codes }: Place, contribute: Contribution): Scorer {
  if (codes.length === 0)
    return (responses, start) => {
      const value = responses[start + position] ?? MISSING
      return value === MISSING ? 'items-missing' : contribute(fromDecimal(value), String(value))
    }
  const values = codes.map(({ code, value }) => contribute(rational(value), code))
  return (responses, start) => values[responses[start + position] ?? MISSING] ?? 'items-missing'
}

/** `HH:MM` of minutes since midnight: how a time is coded. */
export function timeOfDay(minutes: number): string {
  const pad = (part: number) => String(part).padStart(2, '0')
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}
