import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { buildKind, count, interval, share, suppressed } from '../schemas/analysis-schemas.ts'
import type { ValueOf } from '../schemas/contract.ts'
import { denominatorCounts, rateEstimate } from './denominators.ts'

const contrast = z.union([
  suppressed,
  z.object({
    ...{ kind: buildKind('estimated'), estimate: z.number() },
    standardError: z.number().check(z.describe('Of a ratio: on the log scale')),
    interval: interval.check(z.describe('95%, normal')),
  }),
  z.object({
    kind: buildKind('not-estimated'),
    reason: z.enum(['no-stratum-with-both-arms', 'no-events', 'no-variance']),
  }),
])

const contrasts = { riskDifference: contrast, riskRatio: contrast, oddsRatio: contrast }

/** One arm's counts and primary rate. */
export type ArmRate = ValueOf<typeof armRate>

const armRate = z.object({ arm: idSchema, counts: denominatorCounts, rate: rateEstimate })

/** One arm against another: within sites, and with site and baseline scores held alike. */
export type ArmComparison = ValueOf<typeof armComparison>

const armComparison = z.object({
  ...{ arm: idSchema, against: idSchema },
  sites: count.check(z.describe('Sites that have participants of both arms: the strata')),
  ...contrasts,
  test: z
    .nullable(z.union([suppressed, z.object({ statistic: z.number(), p: share })]))
    .check(z.describe('Cochran–Mantel–Haenszel, without continuity correction')),
  holmP: z.nullable(share).check(z.describe('p among all pairs of arms, adjusted by Holm')),
  adjusted: z
    .intersection(
      z.union([
        suppressed,
        z.object({
          ...{ kind: buildKind('estimated'), n: count, rates: z.tuple([share, share]) },
          ...contrasts,
          p: share,
        }),
        z.object({ kind: buildKind('not-estimated'), reason: z.enum(['columns-depend', 'separated']) }),
      ]),
      z.object({
        withoutBaseline: z
          .nullable(count)
          .check(z.describe('Left out because a baseline score is missing. null: suppressed')),
      }),
    )
    .check(
      z.describe('Standardized over everybody by a logistic regression on arm, site and baseline scores'),
    ),
})

/** The arms of a study side by side; `suppressed` in a release that cannot show them. */
export type ComparedArms = ValueOf<typeof comparedArms>

const compared = z.object({
  kind: buildKind('compared'),
  arms: z.array(armRate),
  covariates: z.array(z.string()).check(z.describe('Scores whose baseline is adjusted for, beside the site')),
  comparisons: z.array(armComparison),
})

/** Those that are shown. */
export type ShownArms = Extract<ComparedArms, { kind: 'compared' }>

export const comparedArms = z.union([suppressed, compared])

/** What is done about a secondary endpoint being one of several. */
export type Multiplicity = ValueOf<typeof multiplicity>

const family = {
  endpoints: count.check(z.describe('Secondary endpoints of the study')),
  pairs: count.check(z.describe('Pairs of arms: each endpoint is tested so many times')),
}

export const multiplicity = z.union([
  z.object({ kind: buildKind('nothing-tested'), reason: z.enum(['no-arms']) }),
  z.object({ kind: buildKind('not-adjusted'), ...family }),
  z.object({
    ...{ kind: buildKind('holm'), ...family },
    tested: count.check(
      z.describe('Of endpoints × pairs. The others keep their place in the family with p = 1'),
    ),
    comparisons: z
      .array(
        z.object({
          ...{ arm: idSchema, against: idSchema },
          ...{ p: z.nullable(share), adjustedP: z.nullable(share) },
        }),
      )
      .check(
        z.describe(
          'This endpoint’s tests within sites, adjusted over all secondary endpoints and pairs (Holm)',
        ),
      ),
  }),
])
