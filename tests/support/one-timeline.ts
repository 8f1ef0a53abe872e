import type { StoredRows } from '../../functions/analysis/timeline/as-of.ts'
import type { Assessment } from '../../functions/records/assessment/assessment.ts'
import type { StoredScore } from '../../web/api/participants/scale-score.ts'

const DAY = 86_400_000

/** An ISO instant so many days, or parts of one, after the start of 2026-03-01 UTC. */
export const marchDay = (day: number): string => new Date(Date.UTC(2026, 2, 1) + day * DAY).toISOString()

/** `instrument@version/scale` with an exact score. */
export type Given = Readonly<Record<string, string>>

type Visit = {
  readonly timepoint: string
  /** Planned, and where it was answered also answered, on this day: the window opens two days before and closes 14 after. */
  readonly day: number
  readonly scores?: Given
}

/** The rows of one participant, written out by hand. */
export function timelineRows(
  of: { study: string; site: string; participant: string },
  visits: readonly Visit[],
  treatedOn: readonly { day: number; recordedOn?: number; voided?: boolean }[],
): StoredRows & { readonly assessments: readonly Assessment[]; readonly events: readonly never[] } {
  return {
    events: [],
    assessments: visits.map(
      ({ timepoint, day, scores }): Assessment => ({
        ...{
          ...of,
          timepoint,
          studyVersion: '1.1.0',
          locale: 'en',
          timeZone: 'UTC',
          anchoredAt: marchDay(0),
        },
        ...{ opensAt: marchDay(day - 2), dueAt: marchDay(day + 1), closesAt: marchDay(day + 14) },
        ...{ battery: [], linkId: '', texts: 1, textsBefore: 0, nextText: 1 },
        progress: scores ? 'completed' : 'untouched',
        ...(scores && { completedAt: marchDay(day) }),
      }),
    ),
    sheets: visits.flatMap(({ timepoint, day, scores }) =>
      scores
        ? [{ ...of, timepoint, answeredAt: marchDay(day), scores: Object.entries(scores).map(scored) }]
        : [],
    ),
    treatments: treatedOn.map(({ day, recordedOn = day, voided }) => ({
      ...{ ...of, kind: 'ketamine-infusion', givenAt: marchDay(day), recordedAt: marchDay(recordedOn) },
      ...(voided && { voided }),
    })),
  }
}

function scored([name, exact]: [string, string]): StoredScore {
  const [instrument = '', scale = ''] = name.split('/')
  return {
    ...{ kind: 'scored', instrument, scale, exact, value: Number(exact), hash: '', algorithm: '1' },
    ...{ standardError: null, estimated: false, band: null, calibration: null },
    ...{ itemsUsed: 1, itemsMissing: [], itemsReversed: [] },
  }
}
