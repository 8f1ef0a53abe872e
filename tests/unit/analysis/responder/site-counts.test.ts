import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { createResponderEvaluator } from '../../../../functions/analysis/responder/responder-evaluator.ts'
import { countSite } from '../../../../functions/analysis/responder/site-counts.ts'
import { formatIso } from '../../../../functions/platform/core/clock.ts'
import type { Assessment } from '../../../../functions/records/assessment/assessment.ts'
import type { ScoreSheet } from '../../../../functions/records/score/score.ts'
import { buildPlan } from '../../../../functions/rules/schedule/plan.ts'
import { buildAssessment } from '../../../../functions/workflows/schedule/schedule-writes.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'
import { buildStudyMeasures } from '../../../../surveys/study/measures.ts'
import type { StoredScore } from '../../../../web/api/participants/scale-score.ts'

const library = openShippedLibrary()
const study = library.findStudy('ketamine-infusion-registry')?.definition
const definition = study?.responderDefinitions.find(({ id }) => id === 'pain-relief-30')
if (!study || !definition) throw new Error('study and definition ship')
const shipped = {
  study,
  definition,
  measures: buildStudyMeasures(study, library),
}

const ENROLLED = '2026-03-01T15:00:00.000Z'
const TREATED = '2026-03-02T15:00:00.000Z'
/** Week 1 is open from 9 March, nine o'clock in New York, to the end of 16 March. */
const TREATMENT = Temporal.Instant.from(TREATED)
const DURING = Temporal.Instant.from('2026-03-10T15:00:00Z')
const AFTER = Temporal.Instant.from('2026-03-17T04:00:00Z')

function assigned(participant: string, timepoint: string, progress: Assessment['progress']): Assessment {
  const facts = {
    ...{ enrolledAt: ENROLLED, timeZone: 'America/New_York', completions: new Map() },
    treatments: [{ kind: 'ketamine-infusion', givenAt: TREATED }],
  }
  const planned = buildPlan(shipped.study, facts).assessments.find((one) => one.timepoint === timepoint)
  if (!planned) throw new Error('no such timepoint')
  const of = { study: shipped.study.id, site: 'harbor', participant, enrolledAt: ENROLLED, planRevision: 0 }
  const someone = { ...of, locale: 'en', timeZone: 'America/New_York' }
  return { ...buildAssessment(shipped.study, someone, planned), progress }
}

/** The sheet of a completed assessment; `null` where the pain question was skipped. */
function sheet(participant: string, timepoint: string, pain: number | null): ScoreSheet {
  const from = {
    instrument: 'worst-pain-nrs@1.0.0',
    hash: '',
    algorithm: '1',
    scale: 'worst',
    itemsMissing: [],
    calibration: null,
  }
  const score: StoredScore =
    pain === null
      ? { kind: 'not-scorable', ...from, reason: 'items-missing' }
      : {
          kind: 'scored',
          ...from,
          exact: String(pain),
          value: pain,
          standardError: null,
          estimated: false,
          band: null,
          itemsUsed: 1,
          itemsReversed: [],
        }
  return {
    ...{ study: shipped.study.id, site: 'harbor', participant, timepoint },
    answeredAt: timepoint === 'baseline' ? '2026-03-01T16:00:00.000Z' : '2026-03-10T14:00:00.000Z',
    scores: [score],
  }
}

type Row = {
  baseline: number | null | 'missed'
  week1: number | null | Exclude<Assessment['progress'], 'completed'>
}

function count(rows: Record<string, Row>, now: Temporal.Instant) {
  const assessments: Assessment[] = []
  const sheets: ScoreSheet[] = []
  for (const [participant, { baseline, week1 }] of Object.entries(rows))
    for (const [timepoint, given] of [
      ['baseline', baseline],
      ['week-1', week1],
    ] as const) {
      if (typeof given !== 'string') sheets.push(sheet(participant, timepoint, given))
      const progress = typeof given !== 'string' ? 'completed' : given === 'missed' ? 'untouched' : given
      assessments.push(assigned(participant, timepoint, progress))
    }
  const { reasons, ...counts } = countSite(
    'harbor',
    { assessments, sheets, treatments: [] },
    {
      study: shipped.study,
      evaluate: createResponderEvaluator(shipped.definition, shipped.measures),
      timepoint: 'week-1',
    },
    formatIso(now),
  )
  return { ...counts, reasons: Object.fromEntries(reasons) }
}

const NOTHING = { site: 'harbor', assigned: 0, completed: 0, assessable: 0, met: 0, reasons: {} }

describe('a site’s counts', () => {
  test('are nought without participants, before the window opens, and for a cancelled assessment', () => {
    expect(count({}, DURING)).toEqual(NOTHING)
    expect(count({ a: { baseline: 8, week1: 'untouched' } }, TREATMENT)).toEqual(NOTHING)
    expect(count({ a: { baseline: 8, week1: 'cancelled' } }, DURING)).toEqual(NOTHING)
  })

  test('never take what is missing for failure', () => {
    const rows: Record<string, Row> = {
      untouched: { baseline: 8, week1: 'untouched' },
      started: { baseline: 8, week1: 'started' },
      skipped: { baseline: 8, week1: null },
      noBaseline: { baseline: 'missed', week1: 2 },
      baselineSkipped: { baseline: null, week1: 2 },
      zero: { baseline: 0, week1: 0 },
    }
    const scored = { 'not-scorable': 1, 'no-baseline': 1, 'baseline-not-scorable': 1, 'baseline-is-zero': 1 }
    const counts = { ...NOTHING, assigned: 6, completed: 4 }
    expect(count(rows, DURING)).toEqual({ ...counts, reasons: { 'not-yet-answered': 2, ...scored } })
    expect(count(rows, AFTER)).toEqual({ ...counts, reasons: { missed: 1, 'not-submitted': 1, ...scored } })
  })

  test('are assigned ⊇ completed ⊇ assessable ⊇ met', () => {
    expect(
      count(
        {
          met: { baseline: 10, week1: 7 },
          metToo: { baseline: 8, week1: 0 },
          notMet: { baseline: 8, week1: 6 },
          skipped: { baseline: 8, week1: null },
          open: { baseline: 8, week1: 'untouched' },
          cancelled: { baseline: 8, week1: 'cancelled' },
        },
        DURING,
      ),
    ).toEqual({
      site: 'harbor',
      assigned: 5,
      completed: 4,
      assessable: 3,
      met: 2,
      reasons: { 'not-scorable': 1, 'not-yet-answered': 1 },
    })
  })

  test('count those not assessable once each, so that reasons and verdicts add up to the assigned', () => {
    const {
      assigned: all,
      assessable,
      reasons,
    } = count({ both: { baseline: null, week1: null }, met: { baseline: 10, week1: 7 } }, DURING)
    expect(Object.values(reasons).reduce((sum, one) => sum + one, assessable)).toBe(all)
    expect(reasons).toEqual({ 'not-scorable': 1 })
  })
})
