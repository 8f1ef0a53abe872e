import * as z from 'zod/mini'
import { buildKind, count, share } from '../schemas/analysis-schemas.ts'
import type { ValueOf } from '../schemas/contract.ts'

/** Why a scale is not examined for differential item functioning. */
export const ITEM_FUNCTIONING_REFUSALS = [
  'no-sum-of-items',
  'fewer-than-two-items',
  'fewer-than-two-groups',
] as const

/** Why one of its items is not. */
export const ITEM_REFUSALS = ['same-answer', 'separated'] as const

const tested = { chiSquare: z.number(), df: count, p: share }

const item = z.union([
  z.object({
    ...{ kind: buildKind('examined'), item: z.string() },
    uniform: z.object(tested).check(z.describe('The group shifts the item alike at every total')),
    nonUniform: z.object(tested).check(z.describe('The shift depends on the total')),
    total: z
      .object({ ...tested, holmP: share })
      .check(z.describe('Both at once; holmP is adjusted over the items of the scale')),
    r2Change: z
      .number()
      .check(z.describe('Nagelkerke’s R² with group and group × total, minus that with the total alone')),
    oddsRatios: z
      .array(z.object({ group: z.string(), oddsRatio: z.number() }))
      .check(z.describe('Odds of a higher item score at the same total, against the first group')),
  }),
  z.object({ kind: buildKind('not-examined'), item: z.string(), reason: z.enum(ITEM_REFUSALS) }),
])

/** Whether people of different groups with the same total answer the items of a scale differently (DIF). */
export type ItemFunctioning = ValueOf<typeof itemFunctioning>

export const itemFunctioning = z.union([
  z.object({ kind: buildKind('not-examined'), reason: z.enum(ITEM_FUNCTIONING_REFUSALS) }),
  z.object({
    kind: buildKind('examined'),
    groups: z
      .array(z.object({ group: z.string(), n: count }))
      .check(z.describe('Largest first: the others are compared with it')),
    groupsLeftOut: z.array(z.string()).check(z.describe('With fewer than 30 participants')),
    items: z.array(item),
  }),
])
