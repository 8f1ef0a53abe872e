import * as z from 'zod/mini'
import { buildKind, buildNotEstimated, count, share } from '../schemas/analysis-schemas.ts'
import type { ValueOf } from '../schemas/contract.ts'

/* Agreement of a whole panel over all of its items. Neither decides an item. */

/** Kendall’s coefficient of concordance: whether panelists rank items alike. */
export type Concordance = ValueOf<typeof concordanceSchema>

export const concordanceSchema = z.union([
  z.object({
    ...{ kind: buildKind('estimated'), raters: count, items: count },
    w: share,
    sumOfSquares: z.number().check(z.describe('S: of rank sums about their mean')),
    ties: z.number().check(z.describe('Σ(t³ − t) over all raters')),
    chiSquare: z.number(),
    df: count,
    p: share,
    meanRankCorrelation: z.number(),
  }),
  z.object(buildNotEstimated(['fewer-than-two-raters', 'fewer-than-two-items', 'all-tied'])),
])

/** Fleiss’ κ of several raters over the bands of a scale. */
export type FleissKappa = ValueOf<typeof fleissKappaSchema>

export const fleissKappaSchema = z.union([
  z.object({
    ...{ kind: buildKind('estimated'), subjects: count, raters: count },
    observed: share.check(z.describe('P̄: mean share of pairs of raters who agree')),
    expected: share.check(z.describe('Pe: the same by chance')),
    kappa: z.number(),
    z: z.number().check(z.describe('Against no agreement')),
    p: share,
  }),
  z.object(
    buildNotEstimated(['no-subjects', 'raters-not-constant', 'fewer-than-two-raters', 'all-in-one-category']),
  ),
])
