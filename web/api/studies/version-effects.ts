import * as z from 'zod/mini'
import { idSchema, versionSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems } from '../problems/request-problems.ts'
import { rolloutProblems } from '../problems/rollout-problems.ts'
import { studyDraftProblems } from '../problems/study-draft-problems.ts'
import type { Contract, ValueOf } from '../schemas/contract.ts'
import { studyParams } from '../schemas/path-parameters.ts'

const count = z.int().check(z.minimum(0))

/** Assessments of one timepoint, all of its occurrences together, by what a version does to them. */
export const versionCounts = z.object({
  /** To another window. */
  moved: count,
  /** Asked with other instruments; such a one may have moved too. */
  otherBattery: count,
  /** Texted about at other times; such a one may have moved too. */
  otherTexts: count,
  added: count,
  cancelled: count,
  /** Of those cancelled: the version asks the timepoint, and one of its rules (spacing, weekly limit, time) leaves this one out. */
  cancelledByRule: count,
  /** The version would have it otherwise, and it stays: its window is open. */
  leftOpen: count,
  /** The same, with answers. */
  leftBegun: count,
})

export type VersionCounts = z.output<typeof versionCounts>

/** The least and the most of a time over those that move, in hours; later is positive. */
const shift = z.object({ least: z.number(), most: z.number() })

/** The first and the last of some instants. */
const span = z.object({ first: z.string(), last: z.string() })

export const timepointEffects = z.object({
  /** In the order of the version, then those that it does not ask. */
  timepoint: idSchema,
  ...versionCounts.shape,
  /** How far what is moved goes; absent where nothing moves. */
  shifts: z.optional(z.object({ opens: shift, due: shift, closes: shift })),
  /** When the windows that move open: as planned before, and then. At the lead’s own sites. */
  opened: z.optional(z.object({ before: span, after: span })),
})

export const siteEffects = z.object({
  site: idSchema,
  /** The version that the site follows now. */
  inForce: versionSchema,
  /** Everybody enrolled there. */
  participants: count,
  /** Of those: whose plan changes. */
  touched: count,
  timepoints: z.array(timepointEffects),
})

export type SiteEffects = ValueOf<typeof siteEffects>
export type TimepointEffects = ValueOf<typeof timepointEffects>

export const versionEffects = z.object({
  version: versionSchema,
  /** Of the draft that was read; absent of a published version. */
  revision: z.optional(count),
  asOf: z.string(),
  sites: z.array(siteEffects),
})

export type VersionEffects = ValueOf<typeof versionEffects>

export const getVersionEffects = {
  method: 'get',
  path: '/api/studies/{study}/version-effects',
  tag: 'Versions',
  servedBy: 'versions',
  summary: 'Preview what a version of the study does to participants',
  description:
    'For leads, of every site, as counts. By the rule that moves the participants: which planned assessments move, are added or cancelled, or are asked with other instruments, and which the version would have otherwise and leaves alone, since they are open or begun. Without `version` it is of the draft. Nothing is written.',
  params: studyParams,
  query: z.strictObject({
    /** One of the study’s sites; left out: all of them. */
    site: z.optional(idSchema),
    /** A published version; left out: the draft. */
    version: z.optional(versionSchema),
  }),
  status: 200,
  reply: versionEffects,
  problems: [
    ...readProblems,
    platformProblems.forbidden,
    studyDraftProblems.draftFaulty,
    rolloutProblems.notNewer,
  ],
} as const satisfies Contract
