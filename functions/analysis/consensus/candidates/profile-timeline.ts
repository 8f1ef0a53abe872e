import type { ProfileMeasure } from '../../../../surveys/consensus/profile-question.ts'
import type { Measures } from '../../../../surveys/study/measures.ts'
import { formatRational, parseDecimal } from '../../../../surveys/values/rational.ts'
import type { StoredScore } from '../../../../web/api/participants/scale-score.ts'
import type { Timeline, TimelinePoint } from '../../timeline/timeline.ts'
import type { ShownProfile } from '../profiles/shown-profile.ts'

/** The one follow-up of a profile. */
export const PROFILE_TIMEPOINT = 'after'

/** The scores that profiles show, as the evaluator of responder definitions reads a study’s. */
export function buildProfileMeasures(measures: readonly ProfileMeasure[]): Measures {
  return new Map(
    measures.map(({ score, title, range, direction }) => [
      score,
      {
        ...{ name: score, title, range, direction, unit: 'points', bands: [] },
        ...{ isAlike: () => true, isAskedAt: () => true },
      },
    ]),
  )
}

/** A profile as a participant’s timeline, so that candidates are evaluated as they will be in the study. */
export function buildProfileTimeline({ scores }: ShownProfile): Timeline {
  const createPoint = (timepoint: string, at: string, pick: 'baseline' | 'followUp'): TimelinePoint => ({
    ...{ timepoint, at, standing: 'answered', late: false },
    scores: scores.map((shown) => createScore(shown.score, shown[pick])),
  })
  return {
    baseline: createPoint('before', '2000-01-01T00:00:00.000Z', 'baseline'),
    followUps: [createPoint(PROFILE_TIMEPOINT, '2000-02-01T00:00:00.000Z', 'followUp')],
    treatedAt: ['2000-01-02T00:00:00.000Z'],
    timeZone: 'UTC',
  }
}

function createScore(name: string, value: number): StoredScore {
  const [instrument = '', scale = ''] = name.split('/')
  return {
    ...{ kind: 'scored', instrument: `${instrument}@1.0.0`, hash: '', algorithm: '1', scale },
    ...{ exact: formatRational(parseDecimal(value)), value, standardError: null, estimated: false },
    ...{ band: null, itemsUsed: 1, itemsMissing: [], itemsReversed: [], calibration: null },
  }
}
