import * as z from 'zod/mini'
import { hashSchema, idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { consensusProblems } from '../problems/consensus-problems.ts'
import { count } from '../schemas/analysis-schemas.ts'
import { type Contract, noQuery, type Reply } from '../schemas/contract.ts'
import { candidateListSchema } from './candidates.ts'
import { itemResultSchema } from './item-result.ts'
import { concordanceSchema, fleissKappaSchema } from './panel-agreement.ts'
import { PANEL_TAG, panelParams, panelReading } from './panels.ts'
import { profileThresholdsSchema } from './profile-thresholds.ts'
import { domainWeightsSchema } from './trade-offs.ts'

/* What closed rounds of a panel gave. Nothing here says who voted what, and small groups are left out. */

const roundParams = z.strictObject({ study: idSchema, panel: idSchema, round: idSchema })
const base = { tag: PANEL_TAG, servedBy: 'panels', method: 'get', query: noQuery } as const
const reading = [...panelReading, consensusProblems.resultsHidden]

export const getRoundResults = {
  ...{ ...base, path: '/api/studies/{study}/panels/{panel}/rounds/{round}/results' },
  summary: 'Read what a closed round gave, item by item',
  description:
    'For leads. The verdict of the locked rule beside those of published rules, each group’s distribution and stability, warnings. A group with fewer ratings than the protocol shows is left out and named; so is the stability of fewer who rated twice.',
  params: roundParams,
  status: 200,
  reply: z.object({
    round: z.string(),
    protocolHash: hashSchema,
    items: z.array(
      z.object({
        ...{ question: idSchema, item: z.string(), result: itemResultSchema },
        hiddenGroups: z.array(idSchema).check(z.describe('Too few ratings to be shown')),
        hiddenStability: z.array(idSchema).check(z.describe('Too few who rated twice to be shown')),
      }),
    ),
    agreement: z.array(
      z.object({
        question: idSchema,
        concordance: concordanceSchema.check(z.describe('Kendall’s W of those who rated every item')),
        fleiss: fleissKappaSchema.check(z.describe('Over bands, of those who rated every item')),
      }),
    ),
  }),
  problems: reading,
} as const satisfies Contract
export type RoundResults = Reply<typeof getRoundResults>

export const exportRatings = {
  ...{ ...base, path: '/api/studies/{study}/panels/{panel}/ratings' },
  summary: 'Export the anonymized ratings of closed rounds',
  description:
    'For leads, recorded in the audit trail. CSV with round, question, item, group, rater, answer, act. A rater has another number in each round, so that a pattern of taking part cannot be followed to a person; groups of too few in a round are left out. A closed round gives the same bytes again.',
  params: panelParams,
  status: 200,
  reply: z.string(),
  alsoReplies: ['text/csv'],
  isFile: true,
  problems: reading,
} as const satisfies Contract

export const getThresholds = {
  ...{ ...base, path: '/api/studies/{study}/panels/{panel}/profile-thresholds' },
  summary: 'Read the thresholds that judged profiles give, and the weights of trade-offs',
  description: 'For leads, once the rounds that ask them are closed.',
  params: panelParams,
  status: 200,
  reply: z.object({
    profiles: z.array(
      z.object({
        question: idSchema,
        thresholds: profileThresholdsSchema,
        careless: count.check(z.describe('Raters whose votes are a reason to look')),
      }),
    ),
    tradeOffs: z.array(
      z.object({
        question: idSchema,
        groups: z.array(z.object({ group: z.string(), weights: domainWeightsSchema })),
      }),
    ),
  }),
  problems: [...reading, consensusProblems.noProfileVotes],
} as const satisfies Contract
export type PanelThresholds = Reply<typeof getThresholds>

export const getCandidates = {
  ...{ ...base, path: '/api/studies/{study}/panels/{panel}/candidates' },
  summary: 'Read candidate definitions with their scores',
  description:
    'For leads, once profiles are judged. At most 200, with a short list of at most eight: agreement with all votes, by group, on profiles with consensus.',
  params: panelParams,
  status: 200,
  reply: candidateListSchema,
  problems: [...reading, consensusProblems.noProfileVotes],
} as const satisfies Contract
