import * as z from 'zod/mini'
import { deviationSchema } from '../../../surveys/consensus/deviation.ts'
import { hashSchema, idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { consensusProblems } from '../problems/consensus-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems, writeProblems } from '../problems/request-problems.ts'
import { fieldProblem } from '../responder-definitions/responder-definition.ts'
import { count } from '../schemas/analysis-schemas.ts'
import { type Contract, instantSchema, noQuery } from '../schemas/contract.ts'
import { studyParams } from '../schemas/path-parameters.ts'

/* Consensus panels: their protocol and their rounds. */

export const PANEL_TAG = 'Consensus panels'
export const MAX_PROTOCOL_BYTES = 200_000
export const panelParams = z.strictObject({ study: idSchema, panel: idSchema })
const roundParams = z.strictObject({ study: idSchema, panel: idSchema, round: idSchema })

const protocolSchema = z.record(z.string(), z.unknown())
const revisionSchema = z.int().check(z.minimum(0), z.describe('Of the panel, as it was read'))
const reasonSchema = z.string().check(
  z.maxLength(2000),
  z.refine((text) => text.trim().length >= 10, 'say why in at least ten characters'),
)

export const panelSummarySchema = z.object({
  id: idSchema,
  state: z.enum(['draft', 'locked', 'finished']),
  revision: z.int(),
  title: z.record(z.string(), z.string()),
  hash: z.optional(hashSchema.check(z.describe('Of the locked protocol'))),
  rounds: z.array(
    z.object({
      ...{ id: z.string(), opensAt: z.string(), closesAt: z.string() },
      state: z.enum(['planned', 'open', 'closed']),
    }),
  ),
  changedAt: z.string(),
})

export const panelReplySchema = z.object({
  ...panelSummarySchema.shape,
  protocol: protocolSchema,
  problems: z.array(fieldProblem).check(z.describe('What stands in the way of locking it')),
  deviations: z.array(deviationSchema),
  adopted: z.optional(z.object({ id: idSchema, version: z.string(), hash: hashSchema })),
})

export const panelReading = [...readProblems, platformProblems.forbidden]
export const panelWriting = [
  ...writeProblems,
  platformProblems.personNeeded,
  consensusProblems.changed,
  platformProblems.busy,
]
const moderating = [...panelWriting, consensusProblems.notModerator, consensusProblems.notLocked]

const base = { tag: PANEL_TAG, servedBy: 'panels', query: noQuery } as const

export const listPanels = {
  ...{ ...base, method: 'get', path: '/api/studies/{study}/panels' },
  summary: 'List the consensus panels of a study',
  description: 'For leads of the study.',
  params: studyParams,
  status: 200,
  reply: z.object({ panels: z.array(panelSummarySchema) }),
  problems: panelReading,
} as const satisfies Contract

export const createPanelContract = {
  ...{ ...base, method: 'post', path: '/api/studies/{study}/panels' },
  summary: 'Begin a consensus panel with a draft of its protocol',
  description: 'For leads of the study. The protocol may be unfinished; the reply names each problem.',
  params: studyParams,
  body: z.strictObject({ protocol: protocolSchema }),
  maximumBytes: MAX_PROTOCOL_BYTES,
  status: 201,
  reply: panelReplySchema,
  problems: panelWriting,
} as const satisfies Contract

export const getPanel = {
  ...{ ...base, method: 'get', path: '/api/studies/{study}/panels/{panel}' },
  summary: 'Read a consensus panel: its protocol, rounds and deviations',
  params: panelParams,
  status: 200,
  reply: panelReplySchema,
  problems: panelReading,
} as const satisfies Contract

export const savePanelContract = {
  ...{ ...base, method: 'put', path: '/api/studies/{study}/panels/{panel}' },
  summary: 'Save the draft of a protocol',
  params: panelParams,
  body: z.strictObject({ revision: revisionSchema, protocol: protocolSchema }),
  maximumBytes: MAX_PROTOCOL_BYTES,
  status: 200,
  reply: panelReplySchema,
  problems: [...panelWriting, consensusProblems.notDraft],
} as const satisfies Contract

export const lockPanelContract = {
  ...{ ...base, method: 'post', path: '/api/studies/{study}/panels/{panel}/lock' },
  summary: 'Lock the protocol with its hash',
  description:
    'Refused where the protocol has a problem, such as a group that is planned smaller than it needs to decide. A locked protocol never changes.',
  params: panelParams,
  body: z.strictObject({ revision: revisionSchema }),
  status: 200,
  reply: panelReplySchema,
  problems: [...panelWriting, consensusProblems.notDraft, consensusProblems.protocolFaulty],
} as const satisfies Contract

export const openRoundContract = {
  ...{ ...base, method: 'post', path: '/api/studies/{study}/panels/{panel}/rounds/{round}/open' },
  summary: 'Open the next round, now or at a time to come',
  description:
    'For moderators that the protocol names. What the round asks is fixed here: items that stopped are left out. It closes by itself after the days of the protocol.',
  params: roundParams,
  body: z.strictObject({ revision: revisionSchema, opensAt: z.optional(instantSchema) }),
  status: 200,
  reply: panelReplySchema,
  problems: [
    ...moderating,
    consensusProblems.protocolFaulty,
    consensusProblems.roundRunning,
    consensusProblems.roundOutOfOrder,
    consensusProblems.proposalsNotMerged,
    consensusProblems.noProfileVotes,
  ],
} as const satisfies Contract

export const closeRoundContract = {
  ...{ ...base, method: 'post', path: '/api/studies/{study}/panels/{panel}/rounds/{round}/close' },
  summary: 'Close the running round before its time, with the reason',
  description: 'For moderators. It is a deviation from the protocol, and listed as one.',
  params: roundParams,
  body: z.strictObject({ revision: revisionSchema, reason: reasonSchema }),
  status: 200,
  reply: panelReplySchema,
  problems: [...moderating, consensusProblems.roundNotRunning],
} as const satisfies Contract

export const extendRoundContract = {
  ...{ ...base, method: 'post', path: '/api/studies/{study}/panels/{panel}/rounds/{round}/extend' },
  summary: 'Let the running round close later, with the reason',
  description: 'For moderators. It is a deviation from the protocol, and listed as one.',
  params: roundParams,
  body: z.strictObject({ revision: revisionSchema, until: instantSchema, reason: reasonSchema }),
  status: 200,
  reply: panelReplySchema,
  problems: [...moderating, consensusProblems.roundNotRunning],
} as const satisfies Contract

const participationCounts = z.object({
  ...{ completed: count, partial: count, abstained: count },
  ...{ 'no-show': count, withdrew: count, 'not-yet-invited': count },
})

export const getProgress = {
  ...{ ...base, method: 'get', path: '/api/studies/{study}/panels/{panel}/rounds/{round}/progress' },
  summary: 'Read how many of each group have answered in a round',
  description:
    'For leads. Counts alone, without names. While the round runs, counts of answers are shown in steps of at least as many people as a group must have to be shown.',
  params: roundParams,
  status: 200,
  reply: z.object({
    round: z.string(),
    state: z.enum(['planned', 'open', 'closed']),
    groups: z.array(
      z.object({
        ...{ group: idSchema, invited: count, consented: count },
        answering: count.check(z.describe('Who have begun; while the round runs, in steps')),
        participation: z.nullable(participationCounts).check(z.describe('null while the round runs')),
      }),
    ),
  }),
  problems: panelReading,
} as const satisfies Contract
