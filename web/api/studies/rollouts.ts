import * as z from 'zod/mini'
import { idSchema, versionSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems, writeProblems } from '../problems/request-problems.ts'
import { rolloutProblems } from '../problems/rollout-problems.ts'
import { type Contract, instantSchema, noQuery, type ValueOf } from '../schemas/contract.ts'
import { studyParams } from '../schemas/path-parameters.ts'
import { versionCounts } from './version-effects.ts'

/**
 * Of a version at a site. `running`: participants are moved to it, one after the other. `stopped`: a lead stopped it; anyone who is
 * not moved yet stays on their version. `superseded`: a newer version came before it was finished.
 */
export const ROLLOUT_STATES = ['running', 'stopped', 'finished', 'superseded'] as const

export type RolloutState = (typeof ROLLOUT_STATES)[number]

const count = z.int().check(z.minimum(0))

export const rolloutReply = z.object({
  version: versionSchema,
  state: z.enum(ROLLOUT_STATES),
  startedAt: z.string(),
  /** Of the last change of its state. */
  changedAt: z.string(),
  /** `sub` of who stopped or continued it; absent where it changed by itself. */
  changedBy: z.optional(z.string()),
  /** Moved so far. */
  moved: count,
  /** Of those: whose plan changed. */
  touched: count,
  /** Participants who do not follow the version yet; absent once it is finished or superseded. */
  left: z.optional(count),
  /** Whether the caller may stop or continue it: not where a lead of the site stopped it, and they are none. */
  isChangeable: z.boolean(),
  /** What it did so far, by timepoint. */
  timepoints: z.array(z.object({ timepoint: idSchema, ...versionCounts.shape })),
})

export const siteRollout = z.object({
  site: idSchema,
  inForce: versionSchema,
  /** A published version that the site follows later: from an instant, or when a lead moves it. */
  later: z.optional(
    z.object({
      version: versionSchema,
      from: z.optional(z.string()),
      /** Whether this site was held back: it can be moved earlier, or at all. */
      isHeld: z.boolean(),
      /** Whether the caller may move it: not where a lead of the site holds it back, and they are none. */
      isMovable: z.boolean(),
    }),
  ),
  /** Of the version in force; absent of a first version, and in the minute before it begins. */
  rollout: z.optional(rolloutReply),
})

export type SiteRollout = ValueOf<typeof siteRollout>

const siteParams = z.strictObject({ study: idSchema, site: idSchema })

const stepProblems = [
  ...[...writeProblems, platformProblems.personNeeded, rolloutProblems.changedMeanwhile],
  rolloutProblems.decidedBySite,
]

export const listRollouts = {
  method: 'get',
  path: '/api/studies/{study}/rollouts',
  tag: 'Versions',
  servedBy: 'versions',
  summary: 'List which version each site follows, and how far its participants are moved to it',
  description: 'For leads, of every site.',
  params: studyParams,
  query: noQuery,
  status: 200,
  reply: z.object({ sites: z.array(siteRollout) }),
  problems: [...readProblems, platformProblems.forbidden],
} as const satisfies Contract

export const stopRolloutContract = {
  method: 'post',
  path: '/api/studies/{study}/sites/{site}/rollout/stop',
  tag: 'Versions',
  servedBy: 'versions',
  summary: 'Stop moving the participants of a site to a version',
  description:
    'For leads of the study. At once: nobody more is moved. Anyone who is moved stays so, and the others stay on their version until it is continued. The site itself follows the new version: anyone who is enrolled begins on it.',
  params: siteParams,
  query: noQuery,
  body: z.strictObject({ version: versionSchema }),
  status: 200,
  reply: siteRollout,
  problems: stepProblems,
} as const satisfies Contract

export const continueRolloutContract = {
  ...stopRolloutContract,
  path: '/api/studies/{study}/sites/{site}/rollout/continue',
  summary: 'Continue moving the participants of a site to a version',
  description:
    'For leads of the study; where a lead of the site stopped it, for those of the site. It goes on with anyone who is not moved yet; nobody is moved twice.',
} as const satisfies Contract

export const moveSiteContract = {
  ...stopRolloutContract,
  path: '/api/studies/{study}/sites/{site}/rollout/move',
  summary: 'Let a site follow a version that was published for others first',
  description:
    'For leads of the study; where a lead of the site holds it back, for those of the site. Without `from` at once: its participants are moved within minutes. A site never goes back to an earlier version.',
  body: z.strictObject({ version: versionSchema, from: z.optional(instantSchema) }),
  problems: [...stepProblems, rolloutProblems.siteFollows],
} as const satisfies Contract
