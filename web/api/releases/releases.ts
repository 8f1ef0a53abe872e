import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { NO_RATE_REASONS } from '../analyses/denominators.ts'
import { memberProblems } from '../problems/member-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { releaseProblems } from '../problems/release-problems.ts'
import { readProblems, writeProblems } from '../problems/request-problems.ts'
import { interval, share } from '../schemas/analysis-schemas.ts'
import { type Contract, noQuery, type Reply } from '../schemas/contract.ts'
import { occurrenceSchema, studyParams } from '../schemas/path-parameters.ts'
import { releaseHeader, releaseIndex, releaseOrder } from './release.ts'

/** The number of a release in a path. */
const numberSchema = z.coerce.number().check(z.int(), z.minimum(1), z.maximum(999_999))

export const releaseParams = z.strictObject({ study: idSchema, release: numberSchema })

export const makeReleaseContract = {
  method: 'post',
  path: '/api/studies/{study}/releases',
  tag: 'Releases',
  servedBy: 'releases',
  summary: 'Make a release: a frozen snapshot of the study over all clinics',
  description:
    'For leads, not for programs. Numbers, names and contents never change. The same request again answers with the release that it made.',
  params: studyParams,
  query: noQuery,
  body: releaseOrder,
  status: 201,
  repeatStatus: 200,
  reply: releaseHeader,
  problems: [
    ...writeProblems,
    platformProblems.personNeeded,
    memberProblems.blinded,
    releaseProblems.nameTaken,
  ],
} as const satisfies Contract

export const listReleases = {
  method: 'get',
  path: '/api/studies/{study}/releases',
  tag: 'Releases',
  servedBy: 'releases',
  summary: 'List the releases of a study',
  description: 'The newest first. For every member of the study.',
  params: studyParams,
  query: noQuery,
  status: 200,
  reply: z.object({ releases: z.array(releaseHeader) }),
  problems: readProblems,
} as const satisfies Contract

export const getRelease = {
  method: 'get',
  path: '/api/studies/{study}/releases/{release}',
  tag: 'Releases',
  servedBy: 'releases',
  summary: 'Read what a release was made of, and which analyses it holds',
  params: releaseParams,
  query: noQuery,
  status: 200,
  reply: z.object({ ...releaseHeader.shape, analyses: releaseIndex }),
  problems: [...readProblems, memberProblems.blinded],
} as const satisfies Contract

const comparedRate = z.object({
  rate: z.nullable(share),
  interval: z.nullable(interval),
  noRate: z.nullable(z.enum(NO_RATE_REASONS)),
})

/** Two releases side by side: what they were made of, and the primary rate of every endpoint that both hold. */
export type ReleaseComparison = Reply<typeof compareReleasesContract>

export const compareReleasesContract = {
  method: 'get',
  path: '/api/studies/{study}/releases/compare',
  tag: 'Releases',
  servedBy: 'releases',
  summary: 'Compare two releases',
  params: studyParams,
  query: z.strictObject({
    of: numberSchema.check(z.describe('Number of a release')),
    with: numberSchema.check(z.describe('Number of another one')),
  }),
  status: 200,
  reply: z.object({
    first: releaseHeader,
    second: releaseHeader,
    changed: z.object({
      data: z.boolean(),
      program: z.boolean(),
      study: z.boolean(),
      definitions: z
        .array(idSchema)
        .check(z.describe('Definitions whose content differs, or that only one of the two has')),
    }),
    rates: z.array(
      z.object({
        ...{ definition: idSchema, timepoint: occurrenceSchema, estimand: idSchema },
        ...{ first: comparedRate, second: comparedRate },
      }),
    ),
  }),
  problems: [...readProblems, platformProblems.invalidInput, memberProblems.blinded],
} as const satisfies Contract
