import * as z from 'zod/mini'
import {
  hashSchema,
  idSchema,
  localisedSchema,
  versionSchema,
} from '../../../surveys/instrument/vocabulary-schema.ts'
import { consensusProblems } from '../problems/consensus-problems.ts'
import { responderDefinitionProblems } from '../problems/responder-definition-problems.ts'
import { type Contract, noQuery } from '../schemas/contract.ts'
import { PANEL_TAG, panelParams, panelReading, panelReplySchema, panelWriting } from './panels.ts'

/* What moderators do with panelists’ words, and the end of a process. */

const base = { tag: PANEL_TAG, servedBy: 'panels', query: noQuery } as const
const moderating = [...panelWriting, consensusProblems.notModerator, consensusProblems.notLocked]
const textId = z.string().check(z.maxLength(64), z.regex(/^[a-z0-9]+$/))
const revisionSchema = z.int().check(z.minimum(0))

export const listProposals = {
  ...{ ...base, method: 'get', path: '/api/studies/{study}/panels/{panel}/proposals' },
  summary: 'List what panelists proposed, without their names',
  params: panelParams,
  status: 200,
  reply: z.object({
    proposals: z.array(z.object({ id: textId, question: idSchema, text: z.string() })),
  }),
  problems: [...panelReading, consensusProblems.resultsHidden],
} as const satisfies Contract

export const mergeProposalsContract = {
  ...{ ...base, method: 'post', path: '/api/studies/{study}/panels/{panel}/proposals/merge' },
  summary: 'Give each proposal of a question its outcome, and add the items that come of them',
  description: 'For moderators, after the open round is closed and before the first rating.',
  params: panelParams,
  body: z.strictObject({
    ...{ revision: revisionSchema, question: idSchema },
    added: z
      .array(z.strictObject({ id: idSchema, domain: z.string(), title: localisedSchema }))
      .check(z.maxLength(60)),
    trace: z
      .array(
        z.discriminatedUnion('outcome', [
          z.strictObject({ outcome: z.literal('new-item'), proposal: textId, item: idSchema }),
          z.strictObject({ outcome: z.literal('merged'), proposal: textId, item: idSchema }),
          z.strictObject({
            outcome: z.literal('not-taken'),
            proposal: textId,
            reason: z.string().check(z.maxLength(1000)),
          }),
        ]),
      )
      .check(z.maxLength(1000)),
  }),
  maximumBytes: 200_000,
  status: 200,
  reply: panelReplySchema,
  problems: [
    ...moderating,
    consensusProblems.roundRunning,
    consensusProblems.roundOutOfOrder,
    consensusProblems.traceFaulty,
  ],
} as const satisfies Contract

const moderated = z.enum(['waiting', 'shown', 'shown-edited', 'not-shown'])

export const listReasons = {
  ...{ ...base, method: 'get', path: '/api/studies/{study}/panels/{panel}/reasons' },
  summary: 'List reasons that panelists gave, without names and ratings, with what was decided about each',
  params: panelParams,
  status: 200,
  reply: z.object({
    reasons: z.array(
      z.object({
        ...{ id: textId, round: z.string(), question: idSchema, item: z.string() },
        ...{ text: z.string(), state: moderated, shown: z.nullable(z.string()) },
      }),
    ),
  }),
  problems: panelReading,
} as const satisfies Contract

export const moderateReasonContract = {
  ...{ ...base, method: 'post', path: '/api/studies/{study}/panels/{panel}/reasons/{reason}' },
  summary: 'Show a reason to the panel, as it is or edited, or do not',
  description: 'For moderators. What says who wrote it is taken out before others read it.',
  params: z.strictObject({ study: idSchema, panel: idSchema, reason: textId }),
  body: z.strictObject({
    outcome: z.enum(['shown', 'shown-edited', 'not-shown']),
    /** Of `shown-edited`. */
    text: z.optional(z.string().check(z.minLength(1), z.maxLength(2000))),
  }),
  status: 200,
  reply: z.object({ reason: textId, state: moderated }),
  problems: moderating,
} as const satisfies Contract

export const adoptContract = {
  ...{ ...base, method: 'post', path: '/api/studies/{study}/panels/{panel}/adopt' },
  summary: 'Publish the definition that the panel adopted, with where it comes from',
  description:
    'For moderators, after a final vote whose verdict is “in” under the locked rule. The definition can then be used in the study office; the panel is finished.',
  params: panelParams,
  body: z.strictObject({
    revision: revisionSchema,
    definition: z.strictObject({
      ...{ id: idSchema, version: versionSchema, title: localisedSchema, summary: localisedSchema },
    }),
    minorityStatement: z.optional(z.string().check(z.minLength(1), z.maxLength(4000))),
  }),
  status: 201,
  reply: z.object({ id: idSchema, version: versionSchema, hash: hashSchema }),
  problems: [
    ...moderating,
    consensusProblems.notAdopted,
    consensusProblems.resultsHidden,
    consensusProblems.noProfileVotes,
    responderDefinitionProblems.wrongVersion,
    responderDefinitionProblems.unchanged,
    responderDefinitionProblems.ofOthers,
  ],
} as const satisfies Contract
