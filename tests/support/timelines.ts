import type { TimelinePoint, Timeline as WholeTimeline } from '../../functions/analysis/timeline/timeline.ts'
import type { Measure } from '../../surveys/study/measures.ts'
import { parseRational, toNumber } from '../../surveys/values/rational.ts'
import type { StoredScore } from '../../web/api/participants/scale-score.ts'

/** Treated only where a test says so. */
export type Timeline = Omit<WholeTimeline, 'treatedAt' | 'timeZone'> & Partial<WholeTimeline>

/** A measure of scores from 0 to 10, by its name; only version 1.0.0 is alike. */
export const measure = (
  name: string,
  direction: Measure['direction'],
  bands: string[] = [],
): [string, Measure] => [
  name,
  {
    ...{ name, direction, title: { en: name }, unit: 'points', range: [0, 10] },
    bands: bands.map((id, from) => ({ id, from, label: { en: id } })),
    isAlike: (ref) => ref.endsWith('@1.0.0'),
    isAskedAt: () => true,
  },
]
const from = { hash: '', algorithm: '1', itemsMissing: [], calibration: null }

/** `exact` as a fraction, or `null` for a score that could not be made. */
function buildScores(exact: Record<string, string | null>): StoredScore[] {
  return Object.entries(exact).map(([name, fraction]): StoredScore => {
    const [instrument = '', scale = ''] = name.split('/')
    const of = { ...from, instrument: `${instrument}@1.0.0`, scale }
    if (fraction === null) return { kind: 'not-scorable', ...of, reason: 'items-missing' }
    const value = toNumber(parseRational(fraction))
    return {
      kind: 'scored',
      ...of,
      exact: fraction,
      value,
      standardError: null,
      estimated: false,
      band: null,
      itemsUsed: 1,
      itemsReversed: [],
    }
  })
}

export const onDay = (day: number) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString()
export const answered = (day: number, exact: Record<string, string | null>): TimelinePoint => ({
  timepoint: `day-${day}`,
  at: onDay(day),
  standing: 'answered',
  late: false,
  scores: buildScores(exact),
})
export const ofVersion = (version: string, assessment: TimelinePoint): TimelinePoint => ({
  ...assessment,
  scores: assessment.scores.map((score) => ({
    ...score,
    instrument: `${score.instrument.split('@')[0]}@${version}`,
  })),
})
export const byAlgorithm = (algorithm: string, assessment: TimelinePoint): TimelinePoint => ({
  ...assessment,
  scores: assessment.scores.map((score) => ({ ...score, algorithm })),
})
export const without = (day: number, standing: 'missed' | 'awaited' | 'not-submitted'): TimelinePoint => ({
  timepoint: `day-${day}`,
  at: onDay(day),
  standing,
  late: false,
  scores: [],
})
