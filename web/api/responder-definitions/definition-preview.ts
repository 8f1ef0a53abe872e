import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { estimandSchema } from '../../../surveys/study/estimand.ts'
import { comparison, cut, rate } from '../analyses/definition-comparison.ts'
import { denominatorRates } from '../analyses/denominators.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { studyDraftProblems } from '../problems/study-draft-problems.ts'
import { about, analysisProblems } from '../schemas/analysis-schemas.ts'
import type { Contract, Query, Reply } from '../schemas/contract.ts'
import { occurrenceSchema } from '../schemas/path-parameters.ts'
import { draftParams } from './definition-draft.ts'

/** The draft of a definition on the study's present data. */
export type DefinitionPreviewReply = Reply<typeof previewDefinitionDraft>

export type DefinitionPreviewQuery = Query<typeof previewDefinitionDraft>

export const previewDefinitionDraft = {
  method: 'get',
  path: '/api/studies/{study}/definition-drafts/{definition}/preview',
  tag: 'Responder definitions',
  servedBy: 'definitions',
  summary: 'Compute the draft of a responder definition on the study’s present data',
  description:
    'For leads of the study. Gives the rate with its denominators, agreement with the study’s other definitions, and the rate against one number of the rule. It names no participant and no arm, no matter who asks. Cells below the minimum cell size are suppressed for sites that are not yours, and `too-few` stands for fewer participants due than that, at whatever sites. A rule that has problems is refused with each of them.',
  params: draftParams,
  query: z.strictObject({
    timepoint: z
      .optional(occurrenceSchema)
      .check(z.describe('Default: that of the primary endpoint, or the first follow-up')),
    estimand: z.optional(idSchema).check(z.describe('An estimand of the study. Default: the first')),
    cut: z
      .optional(z.string().check(z.maxLength(200)))
      .check(z.describe('Path of the number whose curve is computed, as in `cuts`. Default: the first')),
  }),
  status: 200,
  reply: z.object({
    ...about,
    kind: z.enum(['computed', 'too-few']),
    timepoint: z.string(),
    estimand: estimandSchema,
    sites: z.array(idSchema),
    rate: z.nullable(rate).check(z.describe('null: too few')),
    rates: z
      .nullable(denominatorRates)
      .check(z.describe('Every denominator. null: too few, or sites that are not yours among them')),
    others: z
      .array(z.object({ definition: z.string(), rate, comparison }))
      .check(z.describe('The study’s definitions. In `comparison` the draft is the first')),
    cuts: z
      .array(z.object({ path: z.string(), value: z.number(), unit: cut.shape.unit }))
      .check(z.describe('Every number of the rule')),
    curve: z
      .nullable(z.extend(cut, { curve: z.array(z.object({ value: z.number(), rate })) }))
      .check(z.describe('null: too few, or no number in the rule')),
  }),
  problems: [...analysisProblems, platformProblems.forbidden, studyDraftProblems.draftFaulty],
} as const satisfies Contract
