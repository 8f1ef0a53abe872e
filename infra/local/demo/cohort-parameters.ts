import type { AdverseEventShare, LifeTruth } from './life.ts'

/**
 * What the registry's cohort is drawn from, so that what Concord reports can be held against what is true. Each participant
 * has one fixed disposition, so that whoever responds at a timepoint has responded at every one with a higher rate.
 *
 * Whether a participant answers does not depend on how they are doing: what is missing is missing completely at random,
 * and the observed rates estimate the true ones without bias. They differ from them by sampling only (60 per clinic).
 */
export interface SiteParameters extends LifeTruth {
  /** First digits of its participants' numbers, in another area than the clinic’s own. 555-0100 to 555-0199 belong to nobody. */
  readonly phonePrefix: string
  /** Share of participants who never answer anything. */
  readonly neverAnswers: number
  /** Share of the others who stop answering at some time in the 24 weeks after enrolment, uniformly. */
  readonly dropout: number
}

export type FollowUp = 'week-1' | 'week-4' | 'week-12' | 'week-24'

export const DEMO_SEED = 'concord-demo-1'
export const PARTICIPANTS_PER_SITE = 60
export const COHORT_WEEKS = 24
/** Enrolment is spread over the first weeks; week 12 is then reached by nearly everybody, week 24 by nobody. */
export const ENROLMENT_WEEKS = 10
/** Share who are enrolled but never treated. */
export const SHARE_NEVER_TREATED = 0.04
/** Of the surveys that are not completed, the share that is begun. */
export const SHARE_ABANDONED = 0.25
/** Probability that a single question is skipped. */
export const SHARE_SKIPPED = 0.015

/** Made up, as everything of the cohort is: how often a treatment is followed by each. */
export const REGISTRY_ADVERSE_EVENTS: readonly AdverseEventShare[] = [
  { term: 'dissociation', share: 0.25 },
  { term: 'nausea', share: 0.15 },
  { term: 'blood-pressure-rise', share: 0.1 },
]

export const SITE_PARAMETERS: readonly SiteParameters[] = [
  {
    site: 'harbor',
    phonePrefix: '+1212555',
    timeZone: 'America/New_York',
    responseRate: { 'week-1': 0.68, 'week-4': 0.6, 'week-12': 0.48, 'week-24': 0.4 },
    completionRate: 0.88,
    neverAnswers: 0.05,
    dropout: 0.1,
  },
  {
    site: 'lakeside',
    phonePrefix: '+1773555',
    timeZone: 'America/Chicago',
    responseRate: { 'week-1': 0.6, 'week-4': 0.52, 'week-12': 0.42, 'week-24': 0.34 },
    completionRate: 0.82,
    neverAnswers: 0.08,
    dropout: 0.15,
  },
  {
    site: 'mesa',
    phonePrefix: '+1720555',
    timeZone: 'America/Denver',
    responseRate: { 'week-1': 0.55, 'week-4': 0.44, 'week-12': 0.35, 'week-24': 0.28 },
    completionRate: 0.9,
    neverAnswers: 0.03,
    dropout: 0.08,
  },
  {
    site: 'summit',
    phonePrefix: '+1323555',
    timeZone: 'America/Los_Angeles',
    responseRate: { 'week-1': 0.45, 'week-4': 0.36, 'week-12': 0.28, 'week-24': 0.22 },
    completionRate: 0.74,
    neverAnswers: 0.1,
    dropout: 0.2,
  },
]
