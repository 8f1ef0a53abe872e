import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { buildParticipantView } from '../../../functions/console/participants/participant-view.ts'
import { shippedInstruments } from '../../../surveys/instruments/shipped.ts'
import { openLibrary } from '../../../surveys/library/library.ts'
import { ParticipantPage } from '../../../web/console/index.ts'
import { frame } from '../../support/console-views.ts'
import { expectEach } from '../../support/expect-each.ts'
import { followedStudy } from '../../support/followed-study.ts'
import { marchDay, timelineRows } from '../../support/one-timeline.ts'

const library = openLibrary(shippedInstruments, [followedStudy])
const study = library.findStudy(followedStudy.id)?.definition
if (!study) throw new Error('the study is gone')
const of = { study: study.id, site: 'harbor', participant: 'harbor-7k3f9m2p' }
const participant = { ...of, locale: 'en', timeZone: 'UTC', enrolledAt: marchDay(-1), planRevision: 0 }

type Visits = Parameters<typeof timelineRows>[1]
type TreatedOn = Parameters<typeof timelineRows>[2]

function buildView(visits: Visits, treatedOn: TreatedOn, day = 200, locale = 'en', of_ = study) {
  if (!of_) throw new Error('no study')
  const record = {
    participant,
    alerts: [],
    voided: [],
    erasure: undefined,
    ...timelineRows(of, visits, treatedOn),
  }
  return buildParticipantView(of_, library, record, {
    ...{ now: Temporal.Instant.from(marchDay(day)), locale, viewer: 'coordinator' },
  })
}
const renderPage = (view: ReturnType<typeof buildView>, locale = 'en') =>
  String(<ParticipantPage frame={{ ...frame, locale }} view={view} />).replaceAll(/<[^>]+>/g, '')

const visit = (timepoint: string, day: number, pain: string, more = {}) => ({
  ...{ timepoint, day },
  scores: { 'worst-pain-nrs@1.0.0/worst': pain, ...more },
})
const COURSE = [
  visit('baseline', 0, '8', { 'own-goal@1.1.0/attainment': '2', 'own-goal@1.1.0/criterion': '6' }),
  visit('week-1', 9, '6'),
  visit('week-4', 29, '4'),
  visit('week-12', 86, '5', { 'own-goal@1.1.0/attainment': '6', 'own-goal@1.1.0/criterion': '9' }),
  visit('week-24', 170, '7'),
]

describe('nothing is said of a change', () => {
  test('that nobody can tell: no answers, no baseline, the baseline alone', () => {
    for (const visits of [[], [visit('week-1', 9, '6')], [visit('baseline', 0, '8')]]) {
      const view = buildView(visits, [{ day: 2 }])
      expectEach(view.scales, ({ summary }) => summary === null)
      expect(view.responses.every(({ kind }) => kind === 'not-assessable-yet')).toBe(true)
      expect(renderPage(view)).not.toMatch(/NaN|undefined|Best so far/)
    }
  })

  test('of what a participant wants to reach: it gets neither better nor worse', () => {
    const { scales } = buildView(COURSE, [{ day: 2 }])
    const findSummary = (id: string) => scales.find((scale) => scale.id === id)?.summary
    expect(findSummary('own-goal/criterion')).toBeNull()
    expect(findSummary('own-goal/attainment')?.latest).toMatchObject({ way: 'better', change: 4 })
  })
})

describe('a scale says', () => {
  test('the latest change, whether it is more than error, the best, and the average change', () => {
    const page = renderPage(buildView(COURSE, [{ day: 2 }]))
    // 7 − 8 = −1, of 8 that is 12.5%; the error goes up to 1.96·√2·2·√0.2 = 2.48.
    expect(page).toContain('Week 24: improved by 1 (−12.5%) since “Before treatment”.')
    expect(page).toContain('This may be measurement error (up to 2.5). unconfirmed')
    expect(page).toContain('Best so far: 4 (Week 4).')
    // 9·(0 − 2)/2 + 20·(−2 − 4)/2 + 57·(−4 − 3)/2 + 84·(−3 − 1)/2 = −9 − 60 − 199.5 − 168 = −436.5 over 170 days: −2.57.
    expect(page).toContain('Average improvement of 2.6 over 170 days.')
  })

  test('more than error where it is, worse where it is worse, the same where nothing changed', () => {
    const renderWithValue = (value: string) =>
      renderPage(buildView([visit('baseline', 0, '5'), visit('week-1', 9, value)], []))
    expect(renderWithValue('2')).toContain('This is more than measurement error (up to 2.5).')
    expect(renderWithValue('6')).toContain('Week 1: worsened by 1 (+20%) since “Before treatment”.')
    expect(renderWithValue('5')).toContain('Week 1: no change since “Before treatment”.')
    expect(renderWithValue('5')).toContain('No average change over 9 days.')
  })

  test('no average change where it rounds to 0', () => {
    const scores = [
      ...[visit('baseline', 0, '5'), visit('week-1', 9, '5'), visit('week-4', 19, '6')],
      ...[visit('week-12', 76, '4'), visit('week-24', 160, '6')],
    ]
    // 0 + 10·(0 + 1)/2 + 57·(1 − 1)/2 + 84·(−1 + 1)/2 = 5 over 160 days: 0.03.
    expect(renderPage(buildView(scores, []))).toContain('No average change over 160 days.')
  })

  test('higher is better where the scale says so', () => {
    const sleep = (value: string) => ({ 'sleep-quality@1.0.0/quality': value })
    const visits = [visit('baseline', 0, '5', sleep('4')), visit('week-1', 9, '5', sleep('8'))]
    const { scales } = buildView(visits, [])
    const summary = scales.find(({ id }) => id === 'sleep-quality/quality')?.summary
    expect(summary?.latest).toMatchObject({
      way: 'better',
      change: 4,
      percentChange: 100,
      isBeyondError: null,
    })
    expect(summary?.error).toBeNull()
    expect(renderPage(buildView(visits, []))).toContain(
      'The study does not define the measurement error of this score.',
    )
  })
})

describe('a definition says', () => {
  const overTime = (
    visits: Visits,
    definition = 'pain-relief-30@1.0.0',
    treatedOn: TreatedOn = [{ day: 2 }],
  ) => {
    const view = buildView(visits, treatedOn)
    return view.responses.find((one) => one.definition === definition)
  }

  test('when it was first met, and that it was lost after 57 to 141 days', () => {
    // Met on days 27 and 84 after the treatment, not on day 168.
    expect(overTime(COURSE)).toMatchObject({
      kind: 'lost',
      first: { title: 'Week 4' },
      after: { days: 27, since: 'treatment' },
      by: { title: 'Week 24' },
      lasted: [57, 141],
    })
    expect(renderPage(buildView(COURSE, [{ day: 2 }]))).toContain(
      'First met at Week 4, 27 days after the first treatmentLost by Week 24: lasted 57 to 141 days',
    )
  })

  test('that it is still met, counted from the baseline where nobody was treated', () => {
    const visits = COURSE.slice(0, 4)
    expect(overTime(visits, undefined, [])).toMatchObject({
      kind: 'still-met',
      after: { days: 29, since: 'baseline' },
      until: { title: 'Week 12' },
      days: 57,
    })
    expect(renderPage(buildView(visits, []))).toContain(
      'First met at Week 4, 29 days after baselineStill met at Week 12: 57 days so far',
    )
    expect(renderPage(buildView(COURSE.slice(0, 3), []))).toContain('Not assessed again yet')
  })

  test('that it was never met, and the own goal once it is reached', () => {
    expect(overTime(COURSE, 'pain-relief-50@1.0.0')).toMatchObject({ kind: 'lost', lasted: [0, 57] })
    expect(overTime(COURSE.slice(0, 2), 'pain-relief-50@1.0.0')).toMatchObject({
      kind: 'never-met',
      until: { title: 'Week 1' },
    })
    expect(overTime(COURSE, 'own-goal-reached@1.0.0')).toMatchObject({
      kind: 'still-met',
      first: { title: 'Week 12' },
    })
  })
})

describe('treatments in the last year', () => {
  const days = (...all: number[]) => all.map((day) => ({ day }))

  test('are compared with the study limit of two, with an alarm above it and the source of the limit', () => {
    const html = (treatedOn: TreatedOn) =>
      String(<ParticipantPage frame={frame} view={buildView(COURSE, treatedOn)} />)
    expect(html(days(2, 16))).toContain('2 treatments in the last 365 days (study limit: 2).')
    expect(html(days(2, 16))).not.toContain('class="alarm"')
    expect(html(days(2, 16, 30))).toMatch(
      /class="alarm"><p>3 treatments in the last 365 days\. This is over the study limit of 2\. <span class="tag">unconfirmed/,
    )
    expect(html(days(2, 16, 30))).toContain('Made up')
  })

  test('are told without a limit where the study sets none', () => {
    const view = buildView(COURSE, days(2, 16), 200, 'en', { ...study, treatmentCap: undefined })
    expect(view.treatmentsGiven).toEqual({ given: 2, withinDays: 365, exceeded: false, cap: null })
    expect(renderPage(view)).toContain('2 treatments in the last 365 days.')
  })
})

test('the same in Spanish', () => {
  const page = renderPage(buildView(COURSE, [{ day: 2 }], 200, 'es'), 'es')
  expect(page).toContain('Week 24: mejoró 1 (−12,5\u00a0%) desde «Before treatment».')
  expect(page).toContain('Perdida en Week 24 o antes: duró de 57 a 141 días')
  expect(page).toContain('1 tratamiento en los últimos 365 días (límite del estudio: 2).')
})
