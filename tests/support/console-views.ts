import { buildCohortSite } from '../../functions/analysis/cohort/cohort.ts'
import { computeDefinitionComparison } from '../../functions/analysis/definition-comparison/definition-comparison.ts'
import { buildDefinitionComparisonWords } from '../../functions/console/analyses/definition-comparison-words.ts'
import { buildCalendarView } from '../../functions/console/study/calendar-view.ts'
import {
  buildInstrumentsView,
  buildTextMessagesView,
} from '../../functions/console/study/instruments-view.ts'
import { openShippedLibrary } from '../../surveys/library/library.ts'
import { DEFAULT_EVENTS, type Estimand, listEstimands } from '../../surveys/study/estimand.ts'
import { buildMeasures } from '../../surveys/study/measures.ts'
import type { AdverseEventsReply } from '../../web/api/analyses/adverse-events.ts'
import type { ResponderRateReply, SiteRate } from '../../web/api/analyses/responder-rate.ts'
import type { ReleasedAdverseEvents } from '../../web/api/releases/released-adverse-events.ts'
import type { HistoryEntry } from '../../web/api/worklist/history.ts'
import type {
  AttributeView,
  ChangeSummary,
  ClinicalEventView,
  ClinicalEventVoidingView,
  ConsoleFrame,
  EnrolView,
  ErasureCase,
  HistoryLine,
  HistoryView,
  ParticipantsView,
  ParticipantView,
  ScorePoint,
  TodayView,
  TreatmentConfirmationView,
  TreatmentCorrectionView,
  TreatmentView,
} from '../../web/console/index.ts'
import { COHORT_ENDS, madeUpSite } from './generated-cohort.ts'

/** Made-up views of the console's pages, with every state that a page can show. */
export const frame: ConsoleFrame = {
  locale: 'en',
  address: '/console/studies/registry/participants?site=harbor',
  study: { id: 'ketamine-infusion-registry', title: 'Ketamine infusion registry: chronic pain' },
  member: { name: 'Coordinator at Harbor', role: 'coordinator', blinded: false, administers: false },
  attributes: [
    {
      ...{ id: 'mechanism', title: 'Pain mechanism' },
      options: [
        { id: 'neuropathic', title: 'Neuropathic' },
        { id: 'mixed', title: 'Mixed: more than one' },
        { id: 'unknown', title: 'Unknown' },
      ],
    },
    {
      ...{ id: 'age-group', title: 'Age group at enrollment' },
      options: [{ id: '18-29', title: '18 to 29' }],
    },
  ],
}

const timepoints = [
  { id: 'baseline', title: 'Before treatment' },
  { id: 'week-1', title: 'Week 1' },
  { id: 'week-4', title: 'Week 4' },
  { id: 'week-12', title: 'Week 12' },
  { id: 'week-24', title: 'Week 24' },
]
const [before, week1, week4, week12, week24] = timepoints as [
  (typeof timepoints)[number],
  (typeof timepoints)[number],
  (typeof timepoints)[number],
  (typeof timepoints)[number],
  (typeof timepoints)[number],
]
const harbor = { id: 'harbor', name: 'Harbor Clinic', timeZone: 'America/New_York' }
const DISPOSITIONS = [
  { how: 'withdrawn', at: '2026-05-02T15:00:00Z', reason: 'no-benefit' },
  { how: 'lost-to-follow-up', at: '2026-05-20T15:00:00Z', reason: null },
  { how: 'died', at: '2026-06-01T15:00:00Z', reason: null },
] as const
const STATES = ['completed', 'missed', 'open', 'started', 'scheduled', 'cancelled'] as const

const study = openShippedLibrary().findStudy('ketamine-infusion-registry')?.definition
if (!study) throw new Error('the shipped study is gone')
export const shownTexts = buildTextMessagesView(study, 'harbor')
export const askedInstruments = buildInstrumentsView(study, openShippedLibrary(), 'en')

export const calendar = buildCalendarView(
  study,
  openShippedLibrary(),
  {
    timeZone: 'America/New_York',
    enrolledAt: '2026-02-20T10:00',
    treatments: ['2026-03-01T09:00', '2026-03-04T09:00'],
    textAt: '18:00',
    unknownZone: null,
  },
  'en',
)

export const participantsView: ParticipantsView = {
  asOf: '2026-06-15T14:00:00Z',
  site: harbor,
  sites: [harbor, { id: 'mesa', name: 'Mesa Clinic' }],
  timepoints,
  counts: timepoints.map((one, index) => ({
    timepoint: one.id,
    due: index * 3,
    completed: 60 - index * 12,
    missed: index * 2,
  })),
  rows: Array.from({ length: 24 }, (_, index) => ({
    ended: DISPOSITIONS[index % 8] ?? null,
    participant: `harbor-${(index * 7919 + 46_656).toString(36)}q${index % 9}m2`,
    timepoints: timepoints.slice(0, 1 + (index % 5)).map((one, at) => ({
      timepoint: one.id,
      state: at === 0 ? ('completed' as const) : (STATES[(index + at) % 6] ?? 'open'),
      dueAt: at % 2 === 0 ? '2026-06-10T13:00:00Z' : '2026-06-20T13:00:00Z',
    })),
    nextDueAt: index % 5 === 4 ? null : '2026-06-20T13:00:00Z',
    openAlerts: index % 11 === 3 ? 1 : 0,
  })),
  next: 'harbor-zz',
  isFirstPage: true,
}

const DATES = [
  '2026-01-05T15:00:00Z',
  '2026-01-15T15:00:00Z',
  '2026-02-06T15:00:00Z',
  '2026-04-02T15:00:00Z',
  '2026-06-25T15:00:00Z',
]

function points(values: readonly (number | null | 'missed')[], band: (value: number) => string | null) {
  const first = values.find((value) => typeof value === 'number') ?? 0
  return values.map((value, index): ScorePoint => {
    const placed = { timepoint: timepoints[index] ?? before, at: DATES[index] ?? '' }
    if (value === 'missed') return { ...placed, kind: 'missed' }
    if (value === null) return { ...placed, kind: 'not-scorable', reason: 'items-missing' }
    return {
      ...placed,
      kind: 'scored',
      value,
      band: band(value),
      change: index === 0 ? null : value - first,
      percentChange: index === 0 ? null : ((value - first) / first) * 100,
      daysSinceTreatment: index === 0 ? null : index * 7,
    }
  })
}

const severities = [
  { from: 0, label: 'Minimal' },
  { from: 5, label: 'Mild' },
  { from: 10, label: 'Moderate' },
  { from: 15, label: 'Moderately severe' },
  { from: 20, label: 'Severe' },
]

function summary(
  way: ChangeSummary['latest']['way'],
  change: number,
  percentChange: number | null,
  best: ChangeSummary['best'],
  isBeyondError: boolean | null,
  evidence: 'established' | 'unconfirmed' | null,
): ChangeSummary {
  return {
    baseline: before,
    latest: { timepoint: week24, way, change, percentChange, isBeyondError },
    best,
    average: { way, change: change / 2, days: 173 },
    error: evidence && { smallest: 2.4792, evidence },
  }
}

/** Recorded by a colleague, so that whoever looks at it may confirm it. */
const recordedErasure: ErasureCase = {
  studyData: 'detach',
  asked: {
    ...{ state: 'recorded', grade: 'erase', askedBy: 'text', isOverdue: false },
    ...{ requestedAt: '2026-03-08T14:00:00.000Z', dueAt: '2026-04-07T14:00:00.000Z' },
    ...{ recordedBy: 'coordinator-two', isRecordedByViewer: false, doneAt: null, lastText: null },
  },
}

/** One that is recorded, one that is not. */
export const attributeViews: readonly AttributeView[] = [
  {
    ...{ id: 'mechanism', title: 'Pain mechanism', isRequired: false, chosen: 'neuropathic' },
    options: [
      { id: 'neuropathic', title: 'Neuropathic' },
      { id: 'unknown', title: 'Unknown' },
    ],
  },
  {
    ...{ id: 'age-group', title: 'Age group at enrollment', isRequired: true, chosen: null },
    options: [{ id: '65-and-over', title: '65 and over' }],
  },
]

export const participantView: ParticipantView = {
  erasure: { studyData: 'delete', asked: null },
  asOf: '2026-06-26T14:00:00Z',
  participant: 'harbor-7k3f9m2p',
  site: harbor,
  enrolledAt: '2026-01-04T15:00:00Z',
  ended: null,
  notice: 'recorded',
  timeZone: 'America/Denver',
  arms: [
    { id: 'ketamine', title: 'Ketamine' },
    { id: 'placebo', title: 'Placebo' },
  ],
  attributes: attributeViews,
  locale: 'en',
  channel: 'text',
  textAt: '18:00',
  treatments: ['2026-01-08', '2026-01-10', '2026-01-12'].map((day) => ({
    ...{ kind: 'ketamine-infusion', title: 'Ketamine infusion' },
    givenAt: `${day}T16:00:00Z`,
    exposure: { dose: { value: 0.5, unit: 'mg/kg' }, route: 'iv' },
    voided: null,
  })),
  courses: {
    ...{ gapDays: 60, baselineDays: 30 },
    courses: [
      {
        ...{ number: 1, startedAt: '2026-01-08T16:00:00Z', lastTreatmentAt: '2026-01-12T16:00:00Z' },
        treatments: 3,
        measures: [
          {
            title: 'Worst pain',
            baseline: { timepoint: before, value: 8 },
            latest: { timepoint: week1, value: 5, change: -3, percentChange: -37.5, daysSinceTreatment: 3 },
            cycles: [
              {
                treatedAt: '2026-01-08T16:00:00Z',
                trough: { timepoint: before, value: 8 },
                peak: { timepoint: week1, value: 5 },
              },
            ],
          },
        ],
        responses: [{ definition: 'Pain relief of 30%', verdicts: [{ timepoint: week1, verdict: 'met' }] }],
      },
      {
        ...{ number: 2, startedAt: '2026-05-08T16:00:00Z', lastTreatmentAt: '2026-05-08T16:00:00Z' },
        ...{ treatments: 1, measures: [], responses: [] },
      },
    ],
  },
  recordsEvents: true,
  events: [
    {
      ...{ id: 'adverse-event.nausea.1767888000000', at: '2026-01-08T16:00:00Z', voided: null },
      event: {
        kind: 'adverse-event',
        term: 'nausea',
        severity: 'mild',
        serious: false,
        relation: 'probable',
      },
    },
    {
      ...{ id: 'opioid-dose.1767888000000', at: '2026-01-08T16:00:00Z', voided: 'wrong-details' },
      event: { kind: 'opioid-dose', morphineEquivalent: 45 },
    },
  ],
  lateAnswers: [
    {
      timepoint: week12,
      pending: [
        {
          ...{ question: 'What number best describes your pain on average?', answer: '7' },
          ...{ claimedAt: '2026-04-18T20:00:00Z', receivedAt: '2026-04-21T08:00:00Z' },
        },
      ],
      ...{ canTakeIn: true, takenIn: 0, leftOut: 2 },
    },
  ],
  voidedTreatments: [
    {
      ...{ kind: 'ketamine-infusion', title: 'Ketamine infusion', givenAt: '2025-01-12T16:00:00Z' },
      ...{ exposure: {}, voided: 'not-given' },
    },
  ],
  scales: [
    {
      ...{ id: 'peg/total', title: 'Pain and interference (PEG)', unit: 'points', range: [0, 10] },
      ...{ direction: 'higher-is-worse', bands: [], points: points([7, 4.7, 4.3, 'missed', 5], () => null) },
      summary: summary('better', -2, -28.6, { value: 4.3, timepoint: week4 }, false, 'unconfirmed'),
    },
    {
      ...{ id: 'phq-9/total', title: 'Depression (PHQ-9)', unit: 'points', range: [0, 27] },
      ...{ direction: 'higher-is-worse', bands: severities },
      points: points(
        [18, null, 9, 'missed', 6],
        (value) => severities.findLast((one) => one.from <= value)?.label ?? null,
      ),
      summary: summary('better', -12, -66.7, { value: 6, timepoint: week24 }, true, 'established'),
    },
    {
      ...{ id: 'sleep-quality/quality', title: 'Sleep quality (0–10)', unit: 'points', range: [0, 10] },
      ...{ direction: 'higher-is-better', bands: [], points: points([2, 5, 6, 'missed', 7], () => null) },
      summary: summary('better', 5, 250, { value: 7, timepoint: week24 }, null, null),
    },
  ],
  treatmentsGiven: {
    ...{ given: 3, withinDays: 365, exceeded: true },
    cap: { treatment: 'ketamine-infusion', most: 2, evidence: 'unconfirmed', source: 'Made up' },
  },
  responses: [
    {
      ...{ definition: 'pain-relief-30@1.0.0', kind: 'still-met', first: week1, until: week24, days: 161 },
      after: { days: 7, since: 'treatment' },
    },
    { definition: 'lasting-pain-relief-candidate@1.0.0', kind: 'never-met', until: week24 },
  ],
  verdicts: [week1, week4, week12, week24].flatMap((timepoint, index) => [
    {
      definition: {
        id: 'pain-relief-30@1.0.0',
        title: 'At least 30% less pain',
        evidence: 'established' as const,
      },
      timepoint,
      verdict: index === 2 ? ('not-assessable' as const) : ('met' as const),
      reason: index === 2 ? 'missed' : null,
    },
    {
      definition: {
        id: 'lasting-pain-relief-candidate@1.0.0',
        title: 'Lasting pain relief that the participant values (candidate)',
        evidence: 'unconfirmed' as const,
      },
      timepoint,
      verdict: index === 3 ? ('not-met' as const) : ('not-assessable' as const),
      reason: index === 3 ? null : 'too-early',
    },
  ]),
  alerts: [
    {
      ...{ id: 'a', raisedAt: '2026-02-06T15:00:00Z', source: 'PHQ-9: depression', timepoint: week4 },
      state: 'open',
    },
  ],
  assessments: timepoints.map((timepoint, index) => ({
    timepoint,
    state: index === 3 ? 'missed' : 'completed',
    opensAt: DATES[index] ?? '',
    dueAt: DATES[index] ?? '',
    closesAt: DATES[index] ?? '',
    submittedAt: index === 3 ? undefined : DATES[index],
    isLate: index === 2,
    missed:
      index === 3
        ? { timepoint, reason: 'too-ill' as const }
        : index === 2
          ? { timepoint, reason: null }
          : null,
  })),
}

const shown = (site: string, name: string, due: number, met: number): SiteRate => ({
  ...{ kind: 'shown', site, name },
  counts: { notYetDue: 12, due, observed: due - 4, met, observedMet: met, bestMet: met + 4 },
  rate: met / due,
  interval: [Math.max(0, met / due - 0.13), Math.min(1, met / due + 0.14)],
})

const estimate = (met: number, of: number) => ({
  ...{ met, of, rate: met / of },
  interval: [Math.max(0, met / of - 0.08), Math.min(1, met / of + 0.08)] as [number, number],
})

const estimand: Estimand = {
  ...{ id: 'all-treated', title: { en: 'Everybody treated' }, population: 'treated' },
  ...{ events: DEFAULT_EVENTS, summary: 'proportion' },
}

const responderRateResult: ResponderRateReply = {
  ...{ study: 'ketamine-infusion-registry', studyVersion: '1.1.0', timepoint: 'week-12' },
  asOf: '2026-06-26T14:00:00Z',
  definition: 'lasting-pain-relief-candidate@1.0.0',
  hash: '0123456789abcdef'.repeat(4),
  evidence: 'unconfirmed',
  measuredBy: {},
  multiplicity: null,
  intervalMethod: 'Wilson 95%',
  minimumCellSize: 11,
  estimand,
  ...{ role: 'exploratory', comparisons: 90, coverage: 'all-sites', noRate: null },
  counts: { notYetDue: 36, due: 133, observed: 121, met: 60, observedMet: 60, bestMet: 72 },
  rates: {
    ...{ primary: estimate(60, 133), observed: estimate(60, 121) },
    ...{ worst: estimate(60, 133), best: estimate(72, 133) },
  },
  imputed: {
    ...{ kind: 'imputed', rate: 0.481, interval: [0.39, 0.57], imputations: 20, imputedParticipants: 12 },
    ...{ monteCarloError: 0.003, fractionMissing: 0.08, seed: 1 },
  },
  byArm: null,
  failedBy: [{ event: 'withdrawal-no-benefit', count: 7 }],
  missing: [
    { reason: 'missed', count: 23 },
    { reason: 'baseline-not-scorable', count: null },
  ],
  sites: [
    shown('harbor', 'Harbor Clinic', 41, 19),
    shown('lakeside', 'Lakeside Clinic', 48, 15),
    { kind: 'suppressed', site: 'mesa', name: 'Mesa Clinic', rate: null, interval: null },
    shown('summit', 'Summit Clinic', 44, 26),
  ],
  pooled: {
    kind: 'pooled',
    rate: 0.46,
    interval: [0.33, 0.6],
    predictionInterval: [0.18, 0.77],
    rateMethod: 'clinic-mean',
    clinicMean: {
      ...{ rate: 0.46, interval: [0.33, 0.6], plainInterval: [0.33, 0.6] },
      ...{ icc: 0.04, effectiveSampleSize: 52.4, spreadRatio: 2.4, n: 133, events: 60 },
    },
    twoStage: { rate: 0.45, interval: [0.3, 0.61], predictionInterval: [0.17, 0.77], corrected: 0 },
    tau2: 0.214,
    i2: 61.2,
    ...{ k: 3, level: 0.95, method: 'random effects of logits of the sites' },
    tau2Interval: {
      ...{ method: 'Q-profile', level: 0.95, atZero: 'lower' },
      tau2: [0, 4.12],
      i2: [0, 93.8],
    },
    q: { value: 5.21, df: 2, p: 0.074 },
    ...{ tau2Method: 'REML', intervalRule: 'hartung-knapp', intervalDf: 2 },
    ...{ predictionRule: 'hartung-knapp-t(k-1)', predictionDf: 2 },
    sites: [
      { site: 'harbor', weight: 33.1 },
      { site: 'lakeside', weight: 32.9 },
      { site: 'summit', weight: 34 },
    ],
    oneStage: {
      ...{ kind: 'pooled', method: 'binomial mixed model', k: 3, n: 133, events: 60 },
      logit: {
        ...{ estimate: -0.18, standardError: 0.24, wald: [-0.65, 0.29] },
        profile: { kind: 'estimated', interval: [-0.94, 0.58] },
      },
      rate: { estimate: 0.455, wald: [0.34, 0.57], profile: { kind: 'estimated', interval: [0.28, 0.64] } },
      ...{ level: 0.95, tau2: 0.131, tau2Test: { statistic: 2.1, p: 0.074, reference: 'half 0' } },
      ...{ logLikelihood: -8.2, integration: 'Gauss–Hermite 51' },
    },
    withoutEach: ['harbor', 'lakeside', 'summit'].map((without) => ({
      ...{ without, kind: 'not-pooled', reason: 'fewer-than-three-sites' },
    })),
  },
}

const title = 'Lasting pain relief that the participant values (candidate)'
export const responderRate = {
  result: responderRateResult,
  query: {
    ...{ definition: 'lasting-pain-relief-candidate', timepoint: 'week-12', imputations: 20, seed: 1 },
    ...({ rateMethod: 'clinic-mean', tau2: 'REML', interval: 'hartung-knapp' } as const),
    ...({ prediction: 'hartung-knapp-t(k-1)' } as const),
  },
  words: {
    definition: {
      title,
      summary:
        'Worst pain is at least 30% lower than before treatment, the participant calls it at least much improved or pain interferes at least 1 point less, and this has held for more than 6 weeks.',
      source: 'A candidate after the 2018 US consensus guideline on ketamine for chronic pain',
    },
    estimands: [{ id: 'all-treated', title: 'Everybody treated' }],
    arms: [],
    definitions: [
      { id: 'pain-relief-30', title: 'At least 30% less pain' },
      { id: 'lasting-pain-relief-candidate', title },
    ],
    timepoints: [week1, week4, week12, week24],
  },
}

const noMore = { alert: null, message: null, erasure: null, late: null }
export const today: TodayView = {
  asOf: '2026-03-10T14:00:00.000Z',
  site: harbor,
  sites: [harbor, { id: 'mesa', name: 'Mesa Clinic' }],
  notice: 'alert-changed',
  isOnCallEmpty: true,
  isLeadsOnCallEmpty: true,
  textsStopped: { since: '2026-03-02T14:10:00.000Z', code: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' },
  onCallStopped: ['+12025550145'],
  tasks: [
    {
      ...{
        participant: 'harbor-7k3f9m2p',
        name: 'A rather long name that has to wrap somewhere',
        phone: '+12025550123',
      },
      ...{
        timeZone: 'Australia/Lord_Howe',
        texts: 3,
        notArrived: 2,
        unsent: ['crisis-reply', 'escalation'],
        lastTextAt: '2026-03-09T14:00:00.000Z',
        key: 'k7f3m2p9',
      },
      ...{ ended: null, isCallOffered: true },
      reasons: [
        {
          ...{ kind: 'alert-open', timepoint: week4, until: '2026-03-10T15:00:00.000Z', message: null },
          ...{ erasure: null, late: null },
          alert: {
            ...{ id: 'a', revision: 1, source: 'PHQ-9: depression', isTaken: false, owner: null },
            ...{ isUrgent: false, raises: 2, lastRaisedAt: '2026-03-09T14:00:00.000Z', texts: [] },
            evidence: [
              {
                title: 'Depression',
                given: [
                  { at: '2026-03-09T13:00:00.000Z', value: '21' },
                  { at: '2026-03-09T14:00:00.000Z', value: '24' },
                ],
                now: undefined,
              },
              {
                title:
                  'A question with many words, as they are asked, and more of them than fit into one line',
                given: [{ at: '2026-03-09T14:00:00.000Z', value: 'Nearly every day (3)' }],
                now: 'Not at all (0)',
              },
            ],
          },
        },
        {
          ...{ kind: 'alert-open', timepoint: null, until: '2026-03-09T14:00:00.000Z', message: null },
          ...{ erasure: null, late: null },
          alert: {
            ...{ id: 'reply~study~self-harm', revision: 5, source: 'Self-harm', isTaken: false, owner: null },
            ...{ isUrgent: true, raises: 5, lastRaisedAt: '2026-03-09T14:20:00.000Z', evidence: [] },
            texts: [
              ...['one', 'two', 'three', 'four'].map((id, minute) => [
                {
                  id,
                  body: `nobody would miss me ${id}`,
                  at: `2026-03-09T14:0${minute}:00.000Z`,
                  isShared: false,
                },
              ]),
              [
                { id: 'm1', body: 'I want to', at: '2026-03-09T14:19:00.000Z', isShared: true },
                { id: 'm2', body: 'die', at: '2026-03-09T14:20:00.000Z', isShared: true },
              ],
            ],
          },
        },
        {
          ...{ kind: 'message-unread', timepoint: null, until: null, alert: null, erasure: null, late: null },
          message: {
            id: 'm',
            body: `can you ring me ${'x'.repeat(80)}`,
            at: '2026-03-09T14:00:00.000Z',
            isShared: true,
          },
        },
        {
          ...{ kind: 'late-answers', timepoint: week4, until: null, ...noMore },
          late: { count: 12, effect: 'not-counted' },
        },
        { kind: 'overdue', timepoint: week4, until: '2026-03-12T14:00:00.000Z', ...noMore },
        {
          ...{ kind: 'erasure', timepoint: null, until: '2026-04-07T14:00:00.000Z', ...noMore },
          erasure: recordedErasure,
        },
      ],
      calls: [
        {
          at: '2026-03-09T14:00:00.000Z',
          outcome: 'call-back',
          callBackAt: '2026-03-10T14:00:00.000Z',
          text: 'at work',
        },
      ],
    },
    {
      ...{
        participant: 'harbor-1a2b3c4d',
        name: null,
        phone: null,
        timeZone: 'America/New_York',
        key: 'k7f3m2p8',
      },
      ...{
        unsent: [],
        texts: 0,
        notArrived: 0,
        lastTextAt: null,
        calls: [],
        ended: null,
        isCallOffered: true,
      },
      reasons: [{ kind: 'number-failed', timepoint: null, until: '2026-03-12T14:00:00.000Z', ...noMore }],
    },
    ...DISPOSITIONS.map((ended, at) => ({
      ...{ participant: `harbor-${at}d4s6f8g`, name: null, phone: '+12025550124', timeZone: 'UTC', ended },
      ...{ isCallOffered: ended.how === 'lost-to-follow-up', key: `k7f3m2p${at}`, texts: 0, notArrived: 0 },
      ...{ lastTextAt: null, calls: [], unsent: [] },
      reasons: [
        {
          ...{
            kind: 'message-unread' as const,
            timepoint: null,
            until: null,
            alert: null,
            erasure: null,
            late: null,
          },
          message: { id: 'm', body: 'thank you', at: '2026-03-09T14:00:00.000Z', isShared: false },
        },
      ],
    })),
  ],
}

/** Harbor's own, and three clinics of which one is too small to be shown. */
export function madeUpLab(locale: string, own: readonly string[] = ['harbor']) {
  const timepoints = ['baseline', 'week-1', 'week-4', 'week-12', 'week-24']
  const sites = [
    ['harbor', 40],
    ['lakeside', 90],
    ['mesa', 90],
    ['summit', 9],
  ] as const
  const shipped = study as NonNullable<typeof study>
  const cohort = {
    asOf: COHORT_ENDS,
    sites: sites.map(([site, count]) =>
      buildCohortSite(shipped, site, madeUpSite(site, count, timepoints), new Map(), COHORT_ENDS),
    ),
  }
  const measures = buildMeasures(shipped, (ref) => openShippedLibrary().findInstrument(ref)?.definition)
  const definitions = shipped.responderDefinitions
  const result = computeDefinitionComparison(
    cohort,
    { study: shipped, measures, definitions, timepoint: 'week-12', estimand: listEstimands(shipped)[0] },
    { sites: own, minimumCellSize: shipped.minimumCellSize },
  )
  const words = buildDefinitionComparisonWords(shipped, openShippedLibrary(), result, locale)
  return { result, query: { timepoint: 'week-12' }, words }
}

export const enrolView: EnrolView = {
  closedSites: [],
  key: 'k7f3m2p9k7f3m2p9',
  sites: [harbor, { id: 'mesa', name: 'Mesa Clinic', timeZone: 'America/Denver' }],
  locales: ['en', 'es'],
  arms: [{ id: 'a', title: 'Arm A' }],
  zones: ['America/New_York', 'America/Denver'],
  textingHours: { from: '09:00', until: '20:00' },
  attributes: attributeViews,
  faultyAttributes: ['age-group'],
  hasByText: true,
  typed: { phone: '202-555-0123', timeZone: 'Nowhere/Land' },
  faults: ['phone', 'timeZone', 'smsConsent'],
  duplicates: [],
}

/** Somebody with the number and the name of others. */
export const duplicateView: EnrolView = {
  ...enrolView,
  typed: {
    site: 'harbor',
    phone: '+1 202-555-0123',
    name: 'Ana Perez',
    birthYear: '1970',
    smsConsent: 'yes',
  },
  faults: [],
  faultyAttributes: [],
  duplicates: [
    { fact: 'same-phone', participants: ['harbor-7k3f9m2p', 'another-site'] },
    { fact: 'same-name-and-birth-year', participants: ['harbor-7k3f9m2p', 'harbor-2m4n6p8q'] },
  ],
}

export const treatmentView: TreatmentView = {
  ended: null,
  participant: 'harbor-7k3f9m2p',
  site: harbor,
  kinds: [{ kind: 'ketamine-infusion', title: 'Ketamine infusion' }],
  given: [
    {
      ...{ kind: 'ketamine-infusion', title: 'Ketamine infusion', givenAt: '2026-01-08T16:00:00Z' },
      exposure: { route: 'iv' },
      voided: null,
    },
    {
      ...{ kind: 'ketamine-infusion', title: 'Ketamine infusion', givenAt: '2026-01-09T16:00:00Z' },
      ...{ exposure: {}, voided: 'duplicate' },
    },
  ],
  typed: { kind: 'ketamine-infusion', givenAt: '2027-01-08T16:00' },
  fault: 'in-future',
}

export const eventView: ClinicalEventView = {
  participant: 'harbor-7k3f9m2p',
  site: harbor,
  kinds: ['adverse-event', 'opioid-dose'],
  kind: 'adverse-event',
  typed: { term: 'nausea', at: '2027-01-08T16:00' },
  fault: { field: 'severity', fault: 'choose' },
}

export const eventVoidingView: ClinicalEventVoidingView = {
  participant: 'harbor-7k3f9m2p',
  site: harbor,
  event: {
    ...{ id: 'opioid-dose.1767888000000', at: '2026-01-08T16:00:00Z', voided: null },
    event: { kind: 'opioid-dose', morphineEquivalent: 45 },
  },
  fault: 'reason',
}

export const correctionView: TreatmentCorrectionView = {
  ended: null,
  participant: 'harbor-7k3f9m2p',
  site: harbor,
  treatment: {
    ...{ kind: 'ketamine-infusion', title: 'Ketamine infusion', givenAt: '2026-01-08T16:00:00Z' },
    exposure: { dose: { value: 40, unit: 'mg' } },
    voided: null,
  },
  wall: '2026-01-08T11:00',
  typed: { dose: '40', unit: 'mg' },
  reason: undefined,
  fault: 'reason',
}

export const confirmationView: TreatmentConfirmationView = {
  asOf: '2026-02-20T14:00:00Z',
  participant: 'harbor-7k3f9m2p',
  enrolledAt: '2026-01-04T15:00:00Z',
  timeZone: 'America/Denver',
  site: harbor,
  step: 'move',
  title: 'Ketamine infusion',
  givenAt: '2026-01-08T16:00:00Z',
  movedTo: '2025-01-08T16:00:00Z',
  reason: null,
  exposure: { dose: { value: 40, unit: 'mg' } },
  confirm: ['before-enrolment', 'long-ago', 'close-to-another', 'cancels-assessments'],
  plan: [
    {
      ...{ timepoint: before, change: 'cancel', after: null },
      before: {
        ...{ opensAt: '2026-01-04T15:00:00Z', dueAt: '2026-01-07T14:00:00Z' },
        closesAt: '2026-01-08T16:00:00Z',
      },
    },
    {
      ...{ timepoint: week1, change: 'move' },
      before: {
        ...{ opensAt: '2026-01-15T14:00:00Z', dueAt: '2026-01-17T14:00:00Z' },
        closesAt: '2026-01-22T14:00:00Z',
      },
      after: {
        ...{ opensAt: '2025-01-15T14:00:00Z', dueAt: '2025-01-17T14:00:00Z' },
        closesAt: '2025-01-22T14:00:00Z',
      },
    },
    { timepoint: week4, change: 'leave-out', before: null, after: null },
  ],
  action: '/console/studies/registry/participants/harbor-7k3f9m2p/treatments/k/2026/move',
  fields: { givenAt: '2025-01-08T11:00' },
}

/** Of every kind of entry one at least. */
export const historyView: HistoryView = {
  ended: null,
  participant: 'harbor-7k3f9m2p',
  site: harbor,
  name: 'A participant with a name',
  birthYear: 1970,
  phone: '+12025550199',
  mayBeTexted: 'given',
  isFirstPage: false,
  next: 'text:baseline:0',
  lines: [
    ...(['sent', 'delivered', 'undelivered', 'failed', 'claimed', 'not-sent', 'deferred'] as const).map(
      (outcome, at) =>
        line(
          {
            ...{
              kind: 'text',
              timepoint: 'baseline',
              text: at % 2 === 0 ? 'invitation' : 'reminder',
              outcome,
            },
            reason: { undelivered: 'TEXT_INVALID', failed: 'SomethingNew' }[String(outcome)] ?? null,
          },
          'Before treatment',
        ),
    ),
    ...(['waiting', 'handled', 'for-nobody'] as const).map((state) =>
      line({
        ...{ kind: 'message', message: 'm', body: `Please call me: https://example.org/${'a'.repeat(60)}` },
        ...{ intent: 'unclear', speaksOfSelfHarm: state === 'waiting', isShared: true, state },
      }),
    ),
    line({ kind: 'reply', message: 'm', body: '1/7 How is it?', reply: 'asked', outcome: 'sent' }),
    line({
      ...{ kind: 'urgent', urgent: 'crisis-reply', about: 'm', list: null, channel: 'text' },
      ...{ outcome: 'given-up', tries: 9, failure: 'ThrottlingException' },
    }),
    line({
      ...{ kind: 'urgent', urgent: 'escalation', about: 'a', list: 'study', channel: 'mail' },
      ...{ outcome: 'delivered', tries: 1, failure: null },
    }),
    ...(['raised', 'acknowledged', 'closed'] as const).map((step) =>
      line(
        {
          ...{ kind: 'alert', alert: 'a', step, rule: 'self-harm', instrument: null, timepoint: 'week-1' },
          by: step === 'raised' ? null : 'coordinator-harbor',
          reason: step === 'closed' ? 'no-risk' : null,
        },
        'Week 1',
        'thoughts of self-harm',
      ),
    ),
    line(
      {
        ...{ kind: 'call', by: 'coordinator-harbor', outcome: 'call-back', timepoint: 'week-1' },
        ...{ callBackAt: '2026-01-10T15:00:00Z', text: 'rang twice' },
      },
      'Week 1',
    ),
    line({ kind: 'note', by: 'coordinator-harbor', alert: null, text: 'Spoke with the sister.' }),
    line({ kind: 'handling', message: 'm', by: 'coordinator-harbor', step: 'handled', note: 'Called back.' }),
    line({ kind: 'handling', message: 'm', by: 'coordinator-mesa', step: 'reopened', note: null }),
    {
      ...line({
        ...{ kind: 'attribute', by: 'coordinator-harbor', attribute: 'mechanism' },
        ...{ before: 'unknown', after: 'nociplastic' },
      }),
      attribute: { title: 'Pain mechanism', before: 'Unknown', after: 'Nociplastic' },
    },
  ],
}

type EntryPart = HistoryEntry extends infer Entry
  ? Entry extends unknown
    ? Omit<Entry, 'id' | 'at'>
    : never
  : never

function line(part: EntryPart, timepoint: string | null = null, source: string | null = null): HistoryLine {
  return {
    entry: { id: 'x', at: '2026-01-09T15:00:00Z', ...part } as HistoryEntry,
    timepoint,
    source,
    attribute: null,
  }
}

export const adverseEvents: AdverseEventsReply = {
  ...{ study: 'registry', studyVersion: '1.4.0', asOf: '2026-06-26T14:00:00.000Z' },
  sites: [
    { site: 'harbor', participants: 40, withEvent: 0, withSerious: 0, withRelated: 0, terms: [] },
    {
      ...{ site: 'mesa', participants: 30, withEvent: 12, withSerious: 1, withRelated: 9 },
      terms: [
        {
          ...{ term: 'nausea', participants: 12, serious: 1, related: 9 },
          worst: { mild: 8, moderate: 3, severe: 1, 'life-threatening': 0, fatal: 0 },
        },
      ],
    },
  ],
  total: { participants: 70, withEvent: 12, withSerious: 1, withRelated: 9, terms: [] },
}

export const releasedAdverseEvents: ReleasedAdverseEvents = {
  ...{ study: 'registry', studyVersion: '1.3.0', asOf: '2026-06-26T14:00:00.000Z', minimumCellSize: 11 },
  ...{ participants: 150, withSerious: { kind: 'suppressed' } },
  withEvent: { kind: 'shown', count: 64, rate: 64 / 150, interval: [0.24, 0.64] },
  withRelated: { kind: 'shown', count: 40, rate: 40 / 150, interval: null },
  terms: [{ term: 'nausea', incidence: { kind: 'shown', count: 36, rate: 0.24, interval: [0.15, 0.36] } }],
}
