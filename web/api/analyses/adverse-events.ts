import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { ADVERSE_EVENT_TERMS, SEVERITIES } from '../../../surveys/study/clinical-event.ts'
import { about, asOf, cohortProblems, count } from '../schemas/analysis-schemas.ts'
import type { Contract, Query, Reply, ValueOf } from '../schemas/contract.ts'
import { studyParams } from '../schemas/path-parameters.ts'
import { attributeFilterQuery, attributeFilterReply } from './attribute-filter.ts'

const { minimumCellSize: _, ...aboutLive } = about

const term = z.object({
  term: z.enum(ADVERSE_EVENT_TERMS),
  participants: count.check(z.describe('Participants with at least one event of this term')),
  worst: z
    .record(z.enum(SEVERITIES), count)
    .check(z.describe('The same participants by the worst severity that they had of it')),
  serious: count.check(z.describe('Participants with at least one serious event of this term')),
  related: count.check(
    z.describe(
      'Participants with at least one event of this term that is possibly, probably or definitely related',
    ),
  ),
})

const group = z.object({
  participants: count.check(
    z.describe('Participants treated at least once; in a study without treatments, all participants'),
  ),
  withEvent: count,
  withSerious: count,
  withRelated: count,
  terms: z.array(term).check(z.describe('Most frequent first')),
})

/** Participants of one group with at least one adverse event, by term and worst severity. */
export type AdverseEventCounts = ValueOf<typeof group>

export type AdverseEventsReply = Reply<typeof getAdverseEvents>
export type AdverseEventsQuery = Query<typeof getAdverseEvents>

export const getAdverseEvents = {
  method: 'get',
  path: '/api/studies/{study}/analyses/adverse-events',
  tag: 'Outcomes',
  servedBy: 'reading',
  summary: 'Count participants with adverse events: by site, term and worst severity',
  description:
    'Of participants who were treated at least once, events from the first treatment on. Each participant counts once for each term, by the worst severity. Counts are live and not suppressed: coordinators see their own sites, members of all sites see every site and the total. Not a safety report.',
  params: studyParams,
  query: z.strictObject({ ...attributeFilterQuery, asOf }),
  status: 200,
  reply: z.object({
    ...aboutLive,
    ...attributeFilterReply,
    sites: z.array(z.object({ site: idSchema, ...group.shape })),
    total: group.check(z.describe('All sites that the reply lists')),
  }),
  problems: cohortProblems,
} as const satisfies Contract
