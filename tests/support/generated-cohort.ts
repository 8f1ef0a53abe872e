import { createRandomStream } from '../../functions/analysis/statistics/random.ts'
import type { TimelineRows } from '../../functions/analysis/timeline/timeline.ts'
import type { Assessment } from '../../functions/records/assessment/assessment.ts'
import type { ScoreSheet } from '../../functions/records/score/score.ts'
import type { Treatment } from '../../functions/records/treatment/treatment.ts'

const DAY = 86_400_000
const START = Date.UTC(2026, 0, 5)
const DUE_DAYS: Record<string, number> = {
  ...{ baseline: -3, 'week-1': 7, 'week-4': 28, 'week-12': 84, 'week-24': 168, 'week-36': 252 },
}
/** When every window of everybody has closed. */
export const COHORT_ENDS = new Date(START + 400 * DAY).toISOString()

/** Made-up rows of a site: a baseline and follow-ups that get better, some missing; the same for the same name. */
export function madeUpSite(
  site: string,
  count: number,
  timepoints: readonly string[],
): TimelineRows & { readonly events: readonly never[] } {
  const random = createRandomStream(1, site)
  const assessments: Assessment[] = []
  const sheets: ScoreSheet[] = []
  const treatments: Treatment[] = []
  for (let at = 0; at < count; at += 1) {
    const participant = `${site}-${String(at).padStart(8, '0')}`
    const of = { study: 'ketamine-infusion-registry', site, participant }
    const treatedAt = START + random.drawInteger(60) * DAY
    treatments.push({ ...of, kind: 'ketamine-infusion', givenAt: iso(treatedAt), recordedAt: iso(treatedAt) })
    const before = 5 + random.drawInteger(6)
    const better = random.uniform()
    timepoints.forEach((timepoint, visit) => {
      const due = treatedAt + (DUE_DAYS[timepoint] ?? 0) * DAY
      const answered = random.uniform() < (visit === 0 ? 0.97 : 0.85)
      assessments.push({
        ...{
          ...of,
          timepoint,
          studyVersion: '1.0.0',
          locale: 'en',
          timeZone: 'UTC',
          anchoredAt: iso(treatedAt),
        },
        ...{
          opensAt: iso(due - DAY),
          dueAt: iso(due),
          closesAt: iso(due + 5 * DAY),
          battery: [],
          linkId: '',
        },
        progress: answered ? 'completed' : 'untouched',
        ...{ texts: 1, textsBefore: 0, nextText: 1 },
      })
      if (!answered) return
      const now =
        visit === 0 ? before : Math.max(0, Math.round(before * (1 - better * 0.8) + random.normal()))
      sheets.push({
        ...of,
        timepoint,
        answeredAt: iso(due - 3600_000),
        scores: buildScores(before + random.normal(), Math.min(10, now), visit),
      })
    })
  }
  return { assessments, sheets, treatments, events: [] }
}

const BANDS = ['very-much-improved', 'much-improved', 'minimally-improved', 'no-change']

function buildScores(before: number, pain: number, visit: number): ScoreSheet['scores'] {
  const rating = Math.max(1, Math.min(5, 4 - Math.round((before - pain) / 2.5)))
  const of = { hash: '', algorithm: '1', itemsMissing: [], calibration: null }
  const score = (instrument: string, scale: string, exact: string, band: string | null = null) => {
    const scored = { kind: 'scored' as const, ...of, instrument, scale, exact, value: 0, band }
    return { ...scored, standardError: null, estimated: false, itemsUsed: 1, itemsReversed: [] }
  }
  return [
    score('peg@1.0.0', 'total', `${3 * pain + 1}/3`),
    score('peg@1.0.0', 'interference', `${2 * pain + 1}/2`),
    score('worst-pain-nrs@1.0.0', 'worst', String(pain)),
    score('sleep-quality@1.0.0', 'quality', String(10 - pain)),
    score('rand-36-general-health@1.0.0', 'health', String(25 * Math.round((10 - pain) / 2.5))),
    score('phq-9@1.0.0', 'total', String(2 * pain)),
    ...(visit === 0 ? [] : [score('pgic@1.0.0', 'change', String(rating), BANDS[rating - 1] ?? 'worse')]),
  ]
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
