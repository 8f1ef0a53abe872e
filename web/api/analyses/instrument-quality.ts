import * as z from 'zod/mini'
import { about, asOf, buildKind, cohortProblems, count, score, share } from '../schemas/analysis-schemas.ts'
import type { Contract, Query, Reply } from '../schemas/contract.ts'
import { occurrenceSchema, studyParams } from '../schemas/path-parameters.ts'
import { attributeFilterQuery, attributeFilterReply } from './attribute-filter.ts'
import { itemFunctioning } from './item-functioning.ts'

const consistency = z.union([
  z.object({
    ...{ kind: buildKind('estimated'), n: count, alpha: z.number() },
    omega: z
      .nullable(z.number())
      .check(z.describe('One factor, minimum residuals. null: fewer than three items, or no such factor')),
    itemRest: z
      .array(z.object({ item: z.string(), correlation: z.number() }))
      .check(z.describe('Correlation of each item with the sum of the others')),
  }),
  z.object({
    kind: buildKind('not-estimated'),
    reason: z.enum([
      'no-sum-of-items',
      'fewer-than-two-items',
      'too-few-participants',
      'an-item-without-spread',
    ]),
  }),
])

const testRetest = z.union([
  z.object({
    ...{ kind: buildKind('estimated'), n: count, icc: z.number() },
    sem: z.number().check(z.describe('Standard error of measurement, in the unit of the score')),
  }),
  z.object({
    kind: buildKind('not-estimated'),
    reason: z.enum(['no-anchor', 'anchor-has-no-unchanged', 'too-few-unchanged']),
  }),
])

/** How an instrument behaves on the study's own data. */
export type InstrumentQualityReply = Reply<typeof getInstrumentQuality>

export type InstrumentQualityQuery = Query<typeof getInstrumentQuality>

export const getInstrumentQuality = {
  method: 'get',
  path: '/api/studies/{study}/analyses/instrument-quality',
  tag: 'Outcomes',
  servedBy: 'reading',
  summary: 'Examine a scale on the study’s data: consistency, floor and ceiling, test–retest, items by group',
  description:
    'Cronbach’s α, McDonald’s ω and item–rest correlations of everybody who answered all items at the timepoint; the shares at both ends of the scale; and the agreement of baseline and follow-up of those who rate themselves unchanged. Differential item functioning by language, mode and site compares people with the same total. A study may take them into `reliability`, with their n.',
  params: studyParams,
  query: z.strictObject({
    measure: score.check(z.describe('instrument/scale, or a domain of the study such as pain')),
    timepoint: occurrenceSchema,
    ...attributeFilterQuery,
    asOf,
  }),
  status: 200,
  reply: z.object({
    ...about,
    ...attributeFilterReply,
    timepoint: z.string(),
    measure: z.string(),
    coverage: z.enum(['all-sites', 'own-sites']),
    consistency,
    distribution: z.object({
      n: count,
      lowest: z.nullable(share).check(z.describe('Share at the lowest possible score')),
      highest: z.nullable(share).check(z.describe('Share at the highest possible score')),
    }),
    itemFunctioning: z
      .object({ language: itemFunctioning, mode: itemFunctioning, site: itemFunctioning })
      .check(
        z.describe(
          'Differential item functioning (DIF): proportional odds of each item on the total, the group and both',
        ),
      ),
    testRetest: testRetest.check(
      z.describe('Baseline and the timepoint, of those whose global rating of change is unchanged'),
    ),
  }),
  problems: cohortProblems,
} as const satisfies Contract
