import * as z from 'zod/mini'
import { ROLLOUT_STATES } from '../../../web/api/studies/rollouts.ts'
import { versionCounts } from '../../../web/api/studies/version-effects.ts'

/**
 * That the participants of a site are moved to a version of their study, and how far that is.
 *
 *   running ──everybody is moved──▶ finished
 *    │   ▲──a lead continues it──┐
 *    └──a lead stops it──▶ stopped
 *   running, stopped ──a newer version is in force──▶ superseded
 */
export const rolloutSchema = z.object({
  study: z.string(),
  site: z.string(),
  version: z.string(),
  state: z.enum(ROLLOUT_STATES),
  startedAt: z.string(),
  /** Of its state. */
  changedAt: z.string(),
  /** `sub` of the lead who did. */
  changedBy: z.optional(z.string()),
  /**
   * Everybody is gone through, in the order of their ids, in a pass that began then. Whoever is enrolled meanwhile by a function
   * that does not know the version yet is found by the next pass: the last one begins a while after the start.
   */
  passSince: z.string(),
  /** The last participant who was looked at in this pass. */
  after: z.optional(z.string()),
  /** Who is moved, with a part of their plan still to be changed. */
  unfinished: z.optional(z.string()),
  moved: z.int(),
  touched: z.int(),
  /** What it did, by timepoint. */
  timepoints: z.record(z.string(), versionCounts),
  /** Rises with every change. */
  revision: z.int(),
})

export type Rollout = z.infer<typeof rolloutSchema>
