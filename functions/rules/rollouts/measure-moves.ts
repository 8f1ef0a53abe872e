import type { TimepointEffects } from '../../../web/api/studies/version-effects.ts'
import type { VersionEffect } from './version-effects.ts'

type Change = Extract<VersionEffect, { kind: 'changed' }>

const HOUR_MS = 3_600_000

/**
 * How far the windows among the effects move, in hours, and when they opened and open.
 *
 * @returns nothing where none moves
 */
export function measureMoves(effects: readonly VersionEffect[]): Pick<TimepointEffects, 'shifts' | 'opened'> {
  const moved = effects.filter(
    (one): one is Change => one.kind === 'changed' && PARTS.some((part) => one.from[part] !== one.to[part]),
  )
  if (moved.length === 0) return {}
  return {
    shifts: {
      opens: measureShift(moved, 'opensAt'),
      due: measureShift(moved, 'dueAt'),
      closes: measureShift(moved, 'closesAt'),
    },
    opened: {
      before: findSpan(moved.map(({ from }) => from.opensAt)),
      after: findSpan(moved.map(({ to }) => to.opensAt)),
    },
  }
}

const PARTS = ['opensAt', 'dueAt', 'closesAt'] as const

function measureShift(moved: readonly Change[], part: (typeof PARTS)[number]) {
  const hours = moved.map(({ from, to }) => (Date.parse(to[part]) - Date.parse(from[part])) / HOUR_MS)
  return {
    least: hours.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY),
    most: hours.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY),
  }
}

function findSpan(instants: readonly string[]): { readonly first: string; readonly last: string } {
  const sorted = [...instants].sort()
  return { first: sorted[0] ?? '', last: sorted.at(-1) ?? '' }
}
