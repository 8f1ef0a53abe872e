import * as z from 'zod/mini'
import { ADVERSE_EVENT_TERMS } from '../../../surveys/study/clinical-event.ts'
import { memberProblems } from '../problems/member-problems.ts'
import { releaseProblems } from '../problems/release-problems.ts'
import { readProblems } from '../problems/request-problems.ts'
import { about, buildKind, count, interval, share, suppressed } from '../schemas/analysis-schemas.ts'
import { type Contract, noQuery, type ValueOf } from '../schemas/contract.ts'
import { releaseRef } from './release.ts'
import { releaseParams } from './releases.ts'

/** How many participants had an event, as a release shows it. */
export type ReleasedIncidence = ValueOf<typeof incidence>

const incidence = z.union([
  suppressed,
  z.object({
    ...{ kind: buildKind('shown'), count, rate: share },
    interval: z
      .nullable(interval)
      .check(z.describe('95%, knows of the sites, outward to whole percent. null: suppressed')),
  }),
])

const { study, studyVersion, asOf, minimumCellSize } = about

/** Participants of the whole study with adverse events, as a release shows them. */
export type ReleasedAdverseEvents = ValueOf<typeof releasedAdverseEvents>

const releasedAdverseEvents = z.object({
  ...{ study, studyVersion, asOf, minimumCellSize },
  participants: z
    .nullable(count)
    .check(z.describe('Participants treated at least once, of all sites. null: suppressed')),
  withEvent: incidence,
  withSerious: incidence,
  withRelated: incidence,
  terms: z
    .array(z.object({ term: z.enum(ADVERSE_EVENT_TERMS), incidence }))
    .check(
      z.describe(
        'Those that can be shown, most frequent first. Of one that is not here few or none are known',
      ),
    ),
})

export const getReleasedAdverseEvents = {
  method: 'get',
  path: '/api/studies/{study}/releases/{release}/analyses/adverse-events',
  tag: 'Releases',
  servedBy: 'releases',
  summary: 'Read the adverse events of a release',
  description:
    'Participants of all sites with at least one event from their first treatment on. A count stands where it and its complement reach the minimum cell size, also for someone who takes off their own site. No site, severity or suppressed term is listed. Not a safety report.',
  params: releaseParams,
  query: noQuery,
  status: 200,
  reply: z.object({ ...releasedAdverseEvents.shape, release: releaseRef }),
  problems: [...readProblems, memberProblems.blinded, releaseProblems.notInRelease],
} as const satisfies Contract
