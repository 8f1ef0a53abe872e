import * as z from 'zod/mini'
import { hashSchema, idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { responderRuleSchema } from '../../../surveys/responder/rule.ts'
import { count, interval, share } from '../schemas/analysis-schemas.ts'
import type { ValueOf } from '../schemas/contract.ts'
import { kappaSchema } from './item-statistics.ts'

/* Candidate definitions, compared with what the panel voted on profiles and with the study’s own data. */

/** Votes that a candidate agrees with: yes where it is met, no where it is not. `null` of no votes. */
export type VoteAgreement = ValueOf<typeof voteAgreementSchema>

export const voteAgreementSchema = z.nullable(z.object({ agreeing: count, votes: count, share }))

/** What the study’s own data say, blind to arms; computed elsewhere and given. */
export type CandidateStudyScore = ValueOf<typeof candidateStudyScoreSchema>

export const candidateStudyScoreSchema = z.object({
  rate: z.nullable(share),
  interval: z.nullable(interval),
  worst: z.nullable(share).check(z.describe('Rate with all that is missing not met')),
  best: z.nullable(share).check(z.describe('Rate with all that is missing met')),
  meanKappa: z.nullable(z.number()).check(z.describe('Mean κ with the other candidates')),
  globalRating: z
    .nullable(z.number())
    .check(z.describe('κ with being improved by the participants’ own rating')),
})

export type ScoredCandidate = ValueOf<typeof scoredCandidateSchema>

export const scoredCandidateSchema = z.object({
  id: idSchema,
  rule: responderRuleSchema.check(z.describe('As it would be published, vetoes first')),
  core: responderRuleSchema.check(
    z.describe('What is compared with profiles: without vetoes and the time that it must hold'),
  ),
  holdDays: count,
  events: z.array(z.string()).check(z.describe('Vetoes that the language of rules cannot say')),
  parts: count.check(z.describe('Conditions in it: the fewer, the easier to use')),
  profiles: z.object({ met: count, notMet: count, notAssessable: count }),
  allVotes: voteAgreementSchema,
  groups: z.array(z.object({ group: idSchema, agreement: voteAgreementSchema })),
  equalGroups: z.nullable(share).check(z.describe('Mean of the groups’ shares')),
  participants: voteAgreementSchema,
  clinicians: voteAgreementSchema,
  consensus: z.object({
    profiles: count.check(z.describe('On which at least the stated share of the votes is alike')),
    agreeing: count,
    kappa: kappaSchema,
  }),
  sameOnProfiles: z
    .array(idSchema)
    .check(z.describe('Candidates that say the same of every profile: votes cannot tell them apart')),
  study: z.nullable(candidateStudyScoreSchema),
})

/** The list that a panel chooses from, with its hash. */
export type CandidateList = ValueOf<typeof candidateListSchema>

export const candidateListSchema = z.object({
  hash: hashSchema.check(z.describe('Of the rules, in their order')),
  candidates: z.array(scoredCandidateSchema),
  shortlist: z
    .array(idSchema)
    .check(z.describe('At most eight, none of them worse than another in everything')),
  leftOut: count.check(z.describe('Rules beyond the largest number that is scored')),
})
