import * as z from 'zod/mini'
import { hashSchema, idSchema, versionSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { organisationProblems } from '../problems/organisation-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems, writeProblems } from '../problems/request-problems.ts'
import { studyDraftProblems } from '../problems/study-draft-problems.ts'
import { type Contract, instantSchema, noParams, noQuery } from '../schemas/contract.ts'
import { studyParams } from '../schemas/path-parameters.ts'
import { STUDY_TEMPLATES } from './study-templates.ts'

/** Of a study as JSON: the largest that ships has 14,000 bytes. Compressed, it fits an item of DynamoDB whatever it says. */
export const MAX_STUDY_BYTES = 300_000

/** Sites that one publication can hold back. */
const MAX_LATER_SITES = 1000

const sourceSchema = z.record(z.string(), z.unknown())
const revisionSchema = z.int().check(z.minimum(0))

export const studyVersions = z.object({
  /** The version that is in force now; absent before the first one is. */
  inForce: z.optional(versionSchema),
  versions: z.array(
    z.object({
      version: versionSchema,
      hash: hashSchema,
      /** In force from then on, where it is the newest by then; absent: since it was published. */
      from: z.optional(z.string()),
      /** Sites that follow it later: from an instant, or, while there is none, when a lead moves them. */
      later: z.optional(z.array(z.object({ site: idSchema, from: z.optional(z.string()) }))),
    }),
  ),
})

export const studyDraftReply = z.object({
  /** Of the draft. A change names the one that it was made in; 0 where there was none. */
  revision: revisionSchema,
  basedOn: z.optional(versionSchema),
  changedAt: z.string(),
  /** `sub` of who saved it last. */
  changedBy: z.string(),
  definition: sourceSchema,
  /** What stands in the way of publishing it, each at its field. */
  problems: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })),
  /** Against the version in force; absent of a new study, and while the draft is no study yet. */
  changes: z.optional(
    z.array(
      z.object({
        kind: z.enum(['added', 'removed', 'changed']),
        path: z.string(),
        before: z.optional(z.string()),
        after: z.optional(z.string()),
      }),
    ),
  ),
})

const draftWriteProblems = [...writeProblems, platformProblems.personNeeded, studyDraftProblems.draftChanged]

export const listStudyVersions = {
  method: 'get',
  path: '/api/studies/{study}/versions',
  tag: 'Study office',
  servedBy: 'office',
  summary: 'List the published versions of a study',
  params: studyParams,
  query: noQuery,
  status: 200,
  reply: studyVersions,
  problems: readProblems,
} as const satisfies Contract

export const getStudyDraft = {
  method: 'get',
  path: '/api/studies/{study}/draft',
  tag: 'Study office',
  servedBy: 'office',
  summary: 'Read the draft of the next version, with its problems and changes',
  description: 'For leads of the study. 404 where there is no draft.',
  params: studyParams,
  query: noQuery,
  status: 200,
  reply: studyDraftReply,
  problems: [...readProblems, platformProblems.forbidden],
} as const satisfies Contract

export const saveStudyDraft = {
  method: 'put',
  path: '/api/studies/{study}/draft',
  tag: 'Study office',
  servedBy: 'office',
  summary: 'Save the draft of the next version',
  description:
    'For leads of the study. The draft may be unfinished: it is saved as it is, and the reply names every problem at its field. `revision` is that of the draft that was read, 0 where there was none; of two who changed the same one, the second is refused.',
  params: studyParams,
  query: noQuery,
  body: z.strictObject({ revision: revisionSchema, definition: sourceSchema }),
  maximumBytes: MAX_STUDY_BYTES,
  status: 200,
  reply: studyDraftReply,
  problems: draftWriteProblems,
} as const satisfies Contract

export const discardStudyDraft = {
  method: 'post',
  path: '/api/studies/{study}/draft/discard',
  tag: 'Study office',
  servedBy: 'office',
  summary: 'Discard the draft',
  description: 'For leads of the study. What is published stays as it is.',
  params: studyParams,
  query: noQuery,
  body: z.strictObject({ revision: revisionSchema }),
  status: 200,
  reply: z.object({ revision: revisionSchema }),
  problems: draftWriteProblems,
} as const satisfies Contract

export const publishStudyDraft = {
  method: 'post',
  path: '/api/studies/{study}/draft/publish',
  tag: 'Study office',
  servedBy: 'office',
  summary: 'Publish the draft as the next version',
  description:
    'For leads of the study; where its `publication.approval` is `second-person`, or the draft takes a role off `blinding.roles`, has no arms any more or lowers `minimumCellSize`, for one who has not changed the draft. A published version never changes. Without `from` it is in force at once: functions that are running follow within half a minute. Participants are moved to it in the background; what is open, begun or closed by then stays as it was planned. Sites of `later`, which must be the lead’s own, stay on their version, and so do sites of others that were held back from the newest version.',
  params: studyParams,
  query: noQuery,
  body: z.strictObject({
    revision: revisionSchema,
    from: z.optional(instantSchema),
    /** Sites that stay on the version that they follow: until an instant, or until a lead moves them. */
    later: z.optional(
      z
        .array(z.strictObject({ site: idSchema, from: z.optional(instantSchema) }))
        .check(z.maxLength(MAX_LATER_SITES)),
    ),
  }),
  status: 201,
  reply: z.object({ version: versionSchema, hash: hashSchema, from: z.optional(z.string()) }),
  problems: [
    ...draftWriteProblems,
    studyDraftProblems.draftFaulty,
    studyDraftProblems.secondPersonNeeded,
    platformProblems.busy,
  ],
} as const satisfies Contract

export const createStudyContract = {
  method: 'post',
  path: '/api/studies',
  tag: 'Study office',
  servedBy: 'office',
  summary: 'Begin a study as the copy of another one, or from a template',
  description:
    'For those who administer an organization. Say either `copyOf`, a study of which you are a member, or `template`, whose clinics are yours to add. It is a draft: nobody is enrolled and nothing is texted before it is published. Who creates it is its lead and administers it. It belongs to `organisation`; left out, to that of the study that is copied, or to the only one that you administer.',
  params: noParams,
  query: noQuery,
  body: z.strictObject({
    id: idSchema,
    title: z.string().check(z.minLength(1), z.maxLength(200)),
    copyOf: z.optional(idSchema),
    template: z.optional(z.enum(STUDY_TEMPLATES)),
    organisation: z.optional(idSchema),
  }),
  status: 201,
  reply: studyDraftReply,
  problems: [
    ...writeProblems,
    platformProblems.personNeeded,
    organisationProblems.notYours,
    studyDraftProblems.studyExists,
  ],
} as const satisfies Contract
