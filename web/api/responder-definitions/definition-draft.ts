import * as z from 'zod/mini'
import { hashSchema, idSchema, versionSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems, writeProblems } from '../problems/request-problems.ts'
import { responderDefinitionProblems } from '../problems/responder-definition-problems.ts'
import { studyDraftProblems } from '../problems/study-draft-problems.ts'
import { type Contract, noQuery } from '../schemas/contract.ts'
import { studyParams } from '../schemas/path-parameters.ts'
import { fieldProblem, MAX_RESPONDER_DEFINITION_BYTES } from './responder-definition.ts'

const TAG = 'Responder definitions'
export const draftParams = z.strictObject({ study: idSchema, definition: idSchema })
const revisionSchema = z.int().check(z.minimum(0))
const sourceSchema = z.record(z.string(), z.unknown())

const about = {
  /** Of the draft. A change names the one that it was made in; 0 where there was none. */
  revision: revisionSchema,
  basedOn: z.optional(z.string()).check(z.describe('id@version of the definition that it began from')),
  changedAt: z.string(),
  changedBy: z.string().check(z.describe('sub of who saved it last')),
}

const draftReply = z.object({
  ...about,
  definition: sourceSchema,
  problems: z.array(fieldProblem).check(z.describe('What stands in the way of publishing it')),
  rule: z
    .record(z.string(), z.string())
    .check(z.describe('The rule in words, by language; empty while it is no rule')),
})

const reading = [...readProblems, platformProblems.forbidden]
const writing = [...writeProblems, platformProblems.personNeeded, studyDraftProblems.draftChanged]

export const listDefinitionDrafts = {
  method: 'get',
  path: '/api/studies/{study}/definition-drafts',
  tag: TAG,
  servedBy: 'definitions',
  summary: 'List the responder definitions that are being written in a study',
  description: 'For leads of the study.',
  params: studyParams,
  query: noQuery,
  status: 200,
  reply: z.object({ drafts: z.array(z.object({ definition: idSchema, ...about })) }),
  problems: reading,
} as const satisfies Contract

export const getDefinitionDraft = {
  method: 'get',
  path: '/api/studies/{study}/definition-drafts/{definition}',
  tag: TAG,
  servedBy: 'definitions',
  summary: 'Read the draft of a responder definition, with its problems and its rule in words',
  description: 'For leads of the study. 404 where there is no draft.',
  params: draftParams,
  query: noQuery,
  status: 200,
  reply: draftReply,
  problems: reading,
} as const satisfies Contract

export const saveDefinitionDraft = {
  method: 'put',
  path: '/api/studies/{study}/definition-drafts/{definition}',
  tag: TAG,
  servedBy: 'definitions',
  summary: 'Save the draft of a responder definition',
  description:
    'For leads of the study. The draft may be unfinished: it is saved as it is, and the reply names every problem at its field. `revision` is that of the draft that was read, 0 where there was none; of two who changed the same one, the second is refused. `basedOn` counts in the first save.',
  params: draftParams,
  query: noQuery,
  body: z.strictObject({
    revision: revisionSchema,
    definition: sourceSchema,
    basedOn: z.optional(z.string().check(z.regex(/^[a-z0-9-]{1,64}@\d{1,4}\.\d{1,4}\.\d{1,4}$/))),
  }),
  maximumBytes: MAX_RESPONDER_DEFINITION_BYTES,
  status: 200,
  reply: draftReply,
  problems: [...writing, responderDefinitionProblems.tooManyDrafts],
} as const satisfies Contract

export const discardDefinitionDraft = {
  method: 'post',
  path: '/api/studies/{study}/definition-drafts/{definition}/discard',
  tag: TAG,
  servedBy: 'definitions',
  summary: 'Discard the draft of a responder definition',
  description: 'For leads of the study. What is published stays as it is.',
  params: draftParams,
  query: noQuery,
  body: z.strictObject({ revision: revisionSchema }),
  status: 200,
  reply: z.object({ revision: revisionSchema }),
  problems: writing,
} as const satisfies Contract

export const publishDefinitionDraft = {
  method: 'post',
  path: '/api/studies/{study}/definition-drafts/{definition}/publish',
  tag: TAG,
  servedBy: 'definitions',
  summary: 'Publish the draft of a responder definition',
  description:
    'For leads of the study, as `POST /api/studies/{study}/responder-definitions`; the draft is then closed. A rule that does not fit what the study measures is a problem here.',
  params: draftParams,
  query: noQuery,
  body: z.strictObject({ revision: revisionSchema }),
  status: 201,
  reply: z.object({ id: idSchema, version: versionSchema, hash: hashSchema }),
  problems: [
    ...writing,
    studyDraftProblems.draftFaulty,
    responderDefinitionProblems.wrongVersion,
    responderDefinitionProblems.unchanged,
    responderDefinitionProblems.ofOthers,
    platformProblems.busy,
  ],
} as const satisfies Contract
