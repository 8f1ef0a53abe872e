import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { getDefinitionComparison } from '../analyses/definition-comparison.ts'
import { getMeanChange } from '../analyses/mean-change.ts'
import { getMeaningfulChange } from '../analyses/meaningful-change.ts'
import { getRepeatedMeasures } from '../analyses/repeated-measures.ts'
import { getResponderRate } from '../analyses/responder-rate.ts'
import { memberProblems } from '../problems/member-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { releaseProblems } from '../problems/release-problems.ts'
import { readProblems } from '../problems/request-problems.ts'
import { score } from '../schemas/analysis-schemas.ts'
import { type Contract, csvFormat } from '../schemas/contract.ts'
import { occurrenceSchema } from '../schemas/path-parameters.ts'
import { releaseRef } from './release.ts'
import { releaseParams } from './releases.ts'

/*
 * Analyses of a release: the replies of the live ones, with the release that they are of. What a live one can be asked to
 * compute otherwise is settled in a release.
 */

const measure = score.check(z.describe('A domain of the study, such as pain'))
const release = { release: releaseRef }
const shared = {
  method: 'get',
  tag: 'Releases',
  servedBy: 'releases',
  params: releaseParams,
  status: 200,
  problems: [
    ...readProblems,
    platformProblems.invalidInput,
    memberProblems.blinded,
    releaseProblems.notInRelease,
  ],
} as const
const PATH = '/api/studies/{study}/releases/{release}/analyses'

export const getReleasedResponderRate = {
  ...shared,
  path: `${PATH}/responder-rate`,
  summary: 'Read a responder rate of a release',
  description:
    'A suppressed clinic has no row of counts, and the rates of all clinics are then in steps of five or ten percent, without intervals and other denominators. `format=csv` and `format=spreadsheet` give CSV that names the release.',
  query: z.strictObject({
    definition: idSchema,
    timepoint: occurrenceSchema,
    estimand: z.optional(idSchema).check(z.describe('Default: the study’s first')),
    format: csvFormat,
  }),
  alsoReplies: ['text/csv'],
  reply: z.object({ ...getResponderRate.reply.shape, ...release }),
} as const satisfies Contract

export const getReleasedDefinitionComparison = {
  ...shared,
  path: `${PATH}/definition-comparison`,
  summary: 'Read a comparison of definitions of a release',
  query: z.strictObject({ timepoint: occurrenceSchema }),
  reply: z.object({ ...getDefinitionComparison.reply.shape, ...release }),
} as const satisfies Contract

export const getReleasedMeanChange = {
  ...shared,
  path: `${PATH}/mean-change`,
  summary: 'Read a mean change of a release',
  query: z.strictObject({ measure, timepoint: occurrenceSchema }),
  reply: z.object({ ...getMeanChange.reply.shape, ...release }),
} as const satisfies Contract

export const getReleasedRepeatedMeasures = {
  ...shared,
  path: `${PATH}/repeated-measures`,
  summary: 'Read a mixed model of a release',
  query: z.strictObject({ measure }),
  reply: z.object({ ...getRepeatedMeasures.reply.shape, ...release }),
} as const satisfies Contract

export const getReleasedMeaningfulChange = {
  ...shared,
  path: `${PATH}/meaningful-change`,
  summary: 'Read how much change is meaningful, of a release',
  query: z.strictObject({ measure, timepoint: occurrenceSchema }),
  reply: z.object({ ...getMeaningfulChange.reply.shape, ...release }),
} as const satisfies Contract
