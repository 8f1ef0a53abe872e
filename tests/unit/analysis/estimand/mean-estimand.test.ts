import { describe, expect, test } from 'vitest'
import type { Cohort, CohortParticipant } from '../../../../functions/analysis/cohort/cohort.ts'
import { listIntercurrentEvents } from '../../../../functions/analysis/estimand/intercurrent-events.ts'
import {
  buildMeanChangeEstimand,
  buildRepeatedMeasuresEstimand,
} from '../../../../functions/analysis/estimand/mean-estimand.ts'
import { computeCohortMeanChange } from '../../../../functions/analysis/mean-change/cohort-mean-change.ts'
import { computeCohortRepeatedMeasures } from '../../../../functions/analysis/repeated-measures/cohort-repeated-measures.ts'
import type { ClinicalEventDetail } from '../../../../surveys/study/clinical-event.ts'
import { INTERCURRENT_EVENTS, type IntercurrentEventKind } from '../../../../surveys/study/estimand.ts'
import type { MeanStrategy } from '../../../../web/api/analyses/mean-estimand.ts'
import { describeMeanEstimand } from '../../../../web/responder/describe-mean-estimand.ts'
import { findAnalysesText } from '../../../../web/text/analyses-text.ts'
import { buildCohort, type Row, SMALL_STUDY } from '../../../support/cohorts.ts'
import { measure, onDay } from '../../../support/timelines.ts'

const MEASURE = measure('peg/total', 'higher-is-worse')
const STUDY = { ...SMALL_STUDY, sites: [{ id: 'a' }] } as typeof SMALL_STUDY
const QUESTION = { study: STUDY, measures: new Map([MEASURE]) }
const VIEWER = { sites: ['a'], minimumCellSize: 11 }
const ARMS = [{ id: 'usual' }, { id: 'ketamine' }]
const answering = (at: number): Row => ({
  baseline: { 'peg/total': String(5 + (at % 5)) },
  followUp: { 'peg/total': String((at * 7) % 10) },
})
const GONE: Row = { baseline: { 'peg/total': '9' }, followUp: 'missed' }

/** Twenty who answer and one more, to whom something happened on day 3. */
function buildCohortWith(row: Row, happened: Partial<CohortParticipant>): Cohort {
  const cohort = buildCohort({ a: [...Array.from({ length: 20 }, (_, at) => answering(at)), row] })
  return {
    ...cohort,
    sites: cohort.sites.map((site) => ({
      ...site,
      participants: site.participants.map((one, at) => (at === 20 ? { ...one, ...happened } : one)),
    })),
  }
}

const ends = (how: 'withdrew' | 'died' | 'lost-to-follow-up', reason?: 'no-benefit' | 'side-effects') =>
  ({ ended: { how, at: onDay(3), ...(reason && { reason }) } }) as Partial<CohortParticipant>
const event = (detail: Partial<ClinicalEventDetail>) =>
  ({ events: [{ at: onDay(3), event: detail }] }) as unknown as Partial<CohortParticipant>
const HAPPENED: Record<IntercurrentEventKind, Partial<CohortParticipant>> = {
  death: ends('died'),
  'withdrawal-no-benefit': ends('withdrew', 'no-benefit'),
  'withdrawal-side-effects': ends('withdrew', 'side-effects'),
  'withdrawal-other': ends('withdrew'),
  'lost-to-follow-up': ends('lost-to-follow-up'),
  'rescue-treatment': event({ kind: 'rescue-treatment' }),
  'concomitant-treatment': event({ kind: 'concomitant-treatment' }),
  'stopped-no-benefit': event({ kind: 'treatment-stopped', reason: 'no-benefit' }),
  'stopped-side-effects': event({ kind: 'treatment-stopped', reason: 'side-effects' }),
  'further-course': {
    courses: [{ treatedAt: [onDay(1)] }, { treatedAt: [onDay(3)] }],
  } as unknown as Partial<CohortParticipant>,
}

describe.each(INTERCURRENT_EVENTS)('%s', (kind) => {
  const means = buildMeanChangeEstimand([]).events[kind]
  const model = buildRepeatedMeasuresEstimand([]).events[kind]
  const count = (row: Row) => {
    const cohort = buildCohortWith(row, HAPPENED[kind])
    const [site] = computeCohortMeanChange(
      cohort,
      { ...QUESTION, measure: MEASURE[1], timepoint: 'day-7' },
      VIEWER,
    ).sites
    const fitted = computeCohortRepeatedMeasures(cohort, { ...QUESTION, measure: 'peg/total' }, VIEWER).model
    if (site?.change.kind !== 'shown' || fitted.kind !== 'fitted') throw new Error(fitted.kind)
    return { change: site.change.n, model: fitted.participants }
  }

  test('is what the example says that it is', () => {
    const person = buildCohortWith(GONE, HAPPENED[kind]).sites[0]?.participants[20] as CohortParticipant
    expect(listIntercurrentEvents(person).map((one) => one.kind)).toEqual([kind])
  })

  test('does to the means what their estimand says', () => {
    // Whatever happened, what was answered counts; with nothing answered there is nothing to count.
    expect(count(answering(20))).toEqual({ change: 21, model: 21 })
    expect(count(GONE)).toEqual({ change: 20, model: 20 })
    const isEnd = 'ended' in HAPPENED[kind]
    expect([means, model]).toEqual(
      isEnd
        ? (['left-out', 'modeled-as-staying'] satisfies MeanStrategy[])
        : ['treatment-policy', 'treatment-policy'],
    )
  })
})

describe.each(['en', 'es'])('in words (%s)', (locale) => {
  const text = findAnalysesText(locale)
  const describeIn = (estimand: Parameters<typeof describeMeanEstimand>[0]) =>
    describeMeanEstimand(estimand, 'PEG', text).join(' ')

  test('every event is named once', () => {
    for (const estimand of [buildMeanChangeEstimand(ARMS), buildRepeatedMeasuresEstimand(ARMS)]) {
      const said = describeMeanEstimand(estimand, 'PEG', text)
      for (const kind of INTERCURRENT_EVENTS)
        expect(
          said.filter(
            (line) =>
              line.includes(`: ${text.estimand.events[kind]}`) ||
              line.includes(`, ${text.estimand.events[kind]}`),
          ),
        ).toHaveLength(1)
      expect(said[0]).toContain('PEG')
    }
  })

  test('arms are named where there are some, and a score after death where it is modeled', () => {
    const { allocated, afterDeath, differences } = text.meanEstimand
    expect(describeIn(buildRepeatedMeasuresEstimand([]))).not.toContain(allocated)
    expect(describeIn(buildRepeatedMeasuresEstimand([]))).toContain(afterDeath)
    expect(describeIn(buildMeanChangeEstimand([]))).not.toContain(afterDeath)
    expect(describeIn(buildMeanChangeEstimand([]))).not.toContain(differences['mean-change'])
    expect(describeIn(buildMeanChangeEstimand(ARMS))).toContain(differences['mean-change'])
    const model = describeIn(buildRepeatedMeasuresEstimand(ARMS))
    expect(model).toContain(allocated)
    expect(model).toContain(differences['adjusted-mean'])
  })
})
