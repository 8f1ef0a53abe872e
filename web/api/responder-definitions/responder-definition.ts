import * as z from 'zod/mini'
import {
  evidenceSchema,
  hashSchema,
  idSchema,
  localisedSchema,
  versionSchema,
} from '../../../surveys/instrument/vocabulary-schema.ts'
import { libraryProblems } from '../problems/library-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems, writeProblems } from '../problems/request-problems.ts'
import { responderDefinitionProblems } from '../problems/responder-definition-problems.ts'
import { studyDraftProblems } from '../problems/study-draft-problems.ts'
import type { Contract, Reply } from '../schemas/contract.ts'
import { noQuery } from '../schemas/contract.ts'
import { occurrenceSchema, studyParams } from '../schemas/path-parameters.ts'

/** As JSON: the largest that ships has 4,000 bytes. */
export const MAX_RESPONDER_DEFINITION_BYTES = 40_000

const TAG = 'Responder definitions'
const versionParams = z.strictObject({ study: idSchema, definition: idSchema, version: versionSchema })
const sourceSchema = z.record(z.string(), z.unknown())

/** A problem at its field. */
export const fieldProblem = z.object({ pointer: z.string(), code: z.string(), detail: z.string() })

const listed = z.object({
  ...{ id: idSchema, version: versionSchema, hash: hashSchema, title: localisedSchema },
  ...{ summary: localisedSchema, evidence: evidenceSchema, source: z.string() },
  origin: z.enum(['built-in', 'published']),
  publishedAt: z.string(),
  isOwn: z
    .boolean()
    .check(z.describe('Published by this study, which alone can add a version or retire one')),
  retired: z.optional(z.object({ at: z.string(), reason: z.string() })),
  rule: z
    .record(z.string(), z.string())
    .check(z.describe('The rule in words, by language, with the names of this study’s measures')),
  problems: z.array(fieldProblem).check(z.describe('Where the rule does not fit what this study measures')),
  usedBy: z
    .array(
      z.object({
        ...{ study: idSchema, title: z.string(), version: versionSchema },
        role: z.enum(['primary', 'secondary', 'exploratory']),
      }),
    )
    .check(z.describe('Versions in force of the studies that you are a member of')),
})

/** A published version in the list. */
export type ListedDefinition = Reply<typeof listResponderDefinitions>['definitions'][number]

export const listResponderDefinitions = {
  method: 'get',
  path: '/api/studies/{study}/responder-definitions',
  tag: TAG,
  servedBy: 'definitions',
  summary: 'List every published responder definition, built in or published by people',
  description:
    'For every member of the study. Each version stands by itself with its rule in words, its source, the state of its evidence, and whether its rule fits what this study measures.',
  params: studyParams,
  query: noQuery,
  status: 200,
  reply: z.object({ definitions: z.array(listed) }),
  problems: readProblems,
} as const satisfies Contract

export const getResponderDefinition = {
  method: 'get',
  path: '/api/studies/{study}/responder-definitions/{definition}/{version}',
  tag: TAG,
  servedBy: 'definitions',
  summary: 'Read a published responder definition as it was written',
  params: versionParams,
  query: noQuery,
  status: 200,
  reply: z.object({ hash: hashSchema, definition: sourceSchema }),
  problems: readProblems,
} as const satisfies Contract

const writing = [...writeProblems, platformProblems.personNeeded, platformProblems.busy]

export const publishResponderDefinitionContract = {
  method: 'post',
  path: '/api/studies/{study}/responder-definitions',
  tag: TAG,
  servedBy: 'definitions',
  summary: 'Publish a version of a responder definition',
  description:
    'For leads of the study. Every problem is named at its field. A published version never changes, every study can name it at once as `id@version`, and only this study can add a version. Another rule needs a new major version, other evidence a new minor one, other words a new patch. The same content again answers 200.',
  params: studyParams,
  query: noQuery,
  body: z.strictObject({ definition: sourceSchema }),
  maximumBytes: MAX_RESPONDER_DEFINITION_BYTES,
  status: 201,
  repeatStatus: 200,
  reply: z.object({ id: idSchema, version: versionSchema, hash: hashSchema }),
  problems: [
    ...writing,
    responderDefinitionProblems.wrongVersion,
    responderDefinitionProblems.unchanged,
    responderDefinitionProblems.ofOthers,
  ],
} as const satisfies Contract

export const retireResponderDefinitionContract = {
  method: 'post',
  path: '/api/studies/{study}/responder-definitions/{definition}/{version}/retirement',
  tag: TAG,
  servedBy: 'definitions',
  summary: 'Retire a version of a responder definition',
  description:
    'For leads of the study that published it. The version stays readable, and studies that name it go on. No new version of a study can name it.',
  params: versionParams,
  query: noQuery,
  body: z.strictObject({ reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(300)) }),
  status: 200,
  reply: z.object({ at: z.string(), reason: z.string() }),
  problems: [...writing, responderDefinitionProblems.ofOthers, libraryProblems.alreadyRetired],
} as const satisfies Contract

/** What a definition is to a study: its endpoint, and which. */
export const useResponderDefinitionContract = {
  method: 'post',
  path: '/api/studies/{study}/responder-definitions/{definition}/{version}/use',
  tag: TAG,
  servedBy: 'definitions',
  summary: 'Name a published responder definition in the draft of the study',
  description:
    'For leads of the study. Begins the draft of the next version where there is none. Another version of the same definition is replaced. `primary` and `secondary` make an endpoint of it, which needs a timepoint and an estimand; `exploratory` adds it without one. `revision` is that of the study’s draft, 0 where there was never one.',
  params: versionParams,
  query: noQuery,
  body: z.strictObject({
    revision: z.int().check(z.minimum(0)),
    role: z.enum(['primary', 'secondary', 'exploratory']),
    timepoint: z.optional(occurrenceSchema),
    estimand: z.optional(idSchema),
  }),
  status: 200,
  reply: z.object({
    revision: z.int().check(z.describe('Of the study’s draft')),
    problems: z
      .array(fieldProblem)
      .check(z.describe('Everything that stands in the way of publishing the draft')),
  }),
  problems: [...writing, studyDraftProblems.draftChanged],
} as const satisfies Contract
