import type { Cohort, CohortParticipant } from '../../functions/analysis/cohort/cohort.ts'
import type { Assessment } from '../../functions/records/assessment/assessment.ts'
import type { StudyDefinition } from '../../surveys/study/definition.ts'
import { answered, onDay, without } from './timelines.ts'

/** Baseline and follow-up on day 7 as fractions; or what became of the follow-up. */
export type Row = {
  readonly baseline: Record<string, string | null>
  readonly followUp: Record<string, string | null> | 'missed' | 'awaited' | 'scheduled'
  readonly arm?: string
  readonly attributes?: Readonly<Record<string, string>>
}

export const AS_OF = onDay(30)

/** A cohort of sites, each with its participants in order. */
export function buildCohort(sites: Record<string, readonly Row[]>): Cohort {
  return {
    asOf: AS_OF,
    sites: Object.entries(sites).map(([site, rows]) => ({
      ...{ site, rows: { assessments: [], sheets: [], treatments: [] } },
      participants: rows.map((row, at) =>
        buildParticipant(site, `${site}-${String(at).padStart(8, '0')}`, row),
      ),
    })),
  }
}

function buildParticipant(
  site: string,
  participant: string,
  { baseline, followUp, arm, attributes = {} }: Row,
): CohortParticipant {
  const standing = typeof followUp === 'string' ? followUp : 'answered'
  const window = {
    ...{ opensAt: onDay(standing === 'scheduled' ? 40 : 6), dueAt: onDay(8) },
    closesAt: onDay(standing === 'scheduled' || standing === 'awaited' ? 54 : 14),
  }
  return {
    ...{
      participant,
      site,
      arm: arm ?? null,
      ended: null,
      events: [],
      courses: [],
      attributes: new Map(Object.entries(attributes)),
    },
    assessments: [
      {
        ...{ timepoint: 'day-7', participant, ...window },
        progress: standing === 'answered' ? 'completed' : 'untouched',
      } as Assessment,
    ],
    timeline: {
      baseline: answered(0, baseline),
      followUps: [
        typeof followUp === 'string'
          ? without(7, followUp === 'missed' ? 'missed' : 'awaited')
          : answered(7, followUp),
      ],
      timeZone: 'UTC',
      treatedAt: [onDay(1)],
    },
  }
}

/** As much of a study as its outcomes need. */
export const SMALL_STUDY = {
  ...{
    id: 'study',
    version: '1.0.0',
    baseline: 'baseline',
    arms: [],
    sites: [],
    treatments: [],
    estimands: [],
    responderDefinitions: [],
    minimumCellSize: 11,
    courses: { gapDays: 60, baselineDays: 30 },
    domains: {},
    reliability: {},
  },
  timepoints: [{ id: 'baseline' }, { id: 'day-7' }],
} as unknown as StudyDefinition
