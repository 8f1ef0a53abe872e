import * as z from 'zod/mini'
import { INTERCURRENT_EVENTS } from '../../../surveys/study/estimand.ts'
import type { ValueOf } from '../schemas/contract.ts'

/** What an event does to a mean: nothing, or there is no score afterward, which is left out or modeled. */
export const MEAN_STRATEGIES = ['treatment-policy', 'left-out', 'modeled-as-staying'] as const
export type MeanStrategy = (typeof MEAN_STRATEGIES)[number]

/** What a mean is a mean of: whose, what becomes of intercurrent events, and what sums it up. */
export type MeanEstimand = ValueOf<typeof meanEstimandSchema>

export const meanEstimandSchema = z
  .object({
    population: z
      .enum(['with-both-scores', 'with-a-follow-up-score'])
      .check(z.describe('A baseline score and one at the timepoint, or at any follow-up')),
    isOfAllocated: z.boolean().check(z.describe('Whether only participants allocated to an arm are in it')),
    events: z
      .record(z.enum(INTERCURRENT_EVENTS), z.enum(MEAN_STRATEGIES))
      .check(
        z.describe(
          'treatment-policy: answers after the event count. left-out: no score afterward, left out. modeled-as-staying: no score afterward, estimated as of someone like them who stayed',
        ),
      ),
    summary: z.enum(['mean-change', 'adjusted-mean']),
    differences: z.boolean().check(z.describe('Whether arms are compared by the difference of these means')),
  })
  .check(
    z.describe('The estimand (ICH E9(R1)): this analysis has one of its own, whatever the study declares'),
  )
