import type { DecisionMethod } from './decision-rule.ts'
import { RATING_SCALES, type RatingScale, SCALE_BANDS } from './scale.ts'

/** Rules of the literature under which every item is decided too, beside the locked one. */
export const PUBLISHED_METHODS = [
  'seventy-fifteen',
  'rand-ucla',
  'interquartile-range-1',
  'interquartile-range-2',
  'agree-75',
  'agree-80',
] as const
export type PublishedMethod = (typeof PUBLISHED_METHODS)[number]

/**
 * The published rules that mean something on a scale. RAND/UCLA is defined from 1 to 9 alone; a range of 2 on five ratings or
 * fewer, and any range between yes and no, would let everything in.
 */
export function listPublishedMethods(
  scale: RatingScale,
): readonly { readonly id: PublishedMethod; readonly method: DecisionMethod }[] {
  const { accepted, rejected } = SCALE_BANDS[scale]
  const bands = { accepted, rejected }
  const ratings = RATING_SCALES[scale].highest - RATING_SCALES[scale].lowest + 1
  const spread = (interquartileRangeAtMost: number): DecisionMethod => ({
    ...{ kind: 'median-and-spread', ...bands, quantiles: 'type-7', interquartileRangeAtMost },
  })
  const all: Readonly<Record<PublishedMethod, DecisionMethod | undefined>> = {
    'seventy-fifteen': { kind: 'shares', ...bands, atLeast: 70, opposedBelow: 15 },
    'rand-ucla':
      scale === 'one-to-nine'
        ? { kind: 'rand-ucla', acceptedFrom: 6.5, rejectedBelow: 3.5, disagreement: 'index' }
        : undefined,
    'interquartile-range-1': ratings > 2 ? spread(1) : undefined,
    'interquartile-range-2': ratings > 5 ? spread(2) : undefined,
    'agree-75': { kind: 'shares', ...bands, atLeast: 75 },
    'agree-80': { kind: 'shares', ...bands, atLeast: 80 },
  }
  return PUBLISHED_METHODS.flatMap((id) => {
    const method = all[id]
    return method === undefined ? [] : [{ id, method }]
  })
}
