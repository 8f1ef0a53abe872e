import * as z from 'zod/mini'
import { INTERCURRENT_EVENTS } from '../../../surveys/study/estimand.ts'
import { buildKind, count, share } from '../schemas/analysis-schemas.ts'
import type { ValueOf } from '../schemas/contract.ts'
import { VERDICT_REASONS } from '../schemas/verdict.ts'

/** Why there is no rate at a timepoint. */
export const NO_RATE_REASONS = ['nobody-due', 'too-early', 'never-asked'] as const
export type NoRateReason = (typeof NO_RATE_REASONS)[number]

const countOrNone = z.nullable(count)

/** Counts of one group. All but `notYetDue` are parts of `due`. `null`: suppressed, in a release. */
export type DenominatorCounts = ValueOf<typeof denominatorCounts>

export const denominatorCounts = z.object({
  due: countOrNone.check(
    z.describe(
      'The population whose window is over: the denominator of every rate but the observed one. null: suppressed, in a release',
    ),
  ),
  notYetDue: countOrNone.check(z.describe('The population whose window is not over yet: in no denominator')),
  met: countOrNone.check(z.describe('Met; missing answers and failures by an event are not met')),
  observed: countOrNone.check(z.describe('All measures that the definition may need are available')),
  observedMet: countOrNone,
  bestMet: countOrNone.check(z.describe('Met, if everybody whose measures are missing had met')),
})

const shareInterval = z.tuple([share, share])

/** A rate with its 95% interval; `null` for nobody. */
export type RateEstimate = ValueOf<typeof rateEstimate>

export const rateEstimate = z.nullable(
  z.object({
    met: countOrNone.check(z.describe('null: suppressed, in a release')),
    ...{ of: countOrNone, rate: share },
    interval: z
      .nullable(shareInterval)
      .check(z.describe('null: suppressed, in a release: it would give a count away')),
  }),
)

/** The rate with the missing scores imputed, over the imputed data sets by Rubin's rules. */
export type ImputedRate = ValueOf<typeof imputedRate>

export const IMPUTATION_REFUSALS = [
  'nothing-to-impute',
  'too-few-participants',
  'a-score-without-values',
  'too-many-participants',
  'no-rate',
  'suppressed',
] as const

export const imputedRate = z.union([
  z.object({ kind: buildKind('not-imputed'), reason: z.enum(IMPUTATION_REFUSALS) }),
  z.object({
    kind: buildKind('imputed'),
    rate: share,
    interval: shareInterval,
    imputations: count,
    imputedParticipants: countOrNone.check(
      z.describe('Participants with at least one imputed score. null: suppressed, in a release'),
    ),
    monteCarloError: z
      .number()
      .check(z.describe('Standard error of the rate that more imputations would take away')),
    fractionMissing: share.check(z.describe('Share of the variance that is due to what is missing')),
    seed: z.int(),
  }),
])

/** Every denominator side by side, from one count. */
export type DenominatorRates = ValueOf<typeof denominatorRates>

export const denominatorRates = z.object({
  primary: rateEstimate.check(z.describe('Everybody due; missing is not met')),
  observed: rateEstimate.check(
    z.describe('Observed cases only: biased unless answers are missing completely at random'),
  ),
  worst: rateEstimate.check(z.describe('Everybody due, if nobody whose measures are missing had met')),
  best: rateEstimate.check(z.describe('Everybody due, if everybody whose measures are missing had met')),
})

export const failureCounts = z.array(
  z.object({ event: z.enum(INTERCURRENT_EVENTS), count: z.nullable(count) }),
)
export const missingCounts = z.array(z.object({ reason: z.enum(VERDICT_REASONS), count: z.nullable(count) }))

/** How missing scores are imputed, as a query asks for it. */
export const imputationQuery = {
  imputations: z
    ._default(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(500)), 20)
    .check(
      z.describe(
        'Imputed data sets to begin with; more are made until the Monte Carlo error is below half a percentage point. 0: none',
      ),
    ),
  seed: z._default(z.coerce.number().check(z.int(), z.minimum(0)), 1),
}
