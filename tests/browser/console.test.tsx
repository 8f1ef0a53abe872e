import { describe, expect, it } from 'vitest'
import {
  AdverseEventsPage,
  DefinitionComparisonPage,
  InstrumentQualityPage,
  MeanChangePage,
  MeaningfulChangePage,
  ReleasedAdverseEventsPage,
  RepeatedMeasuresPage,
  ResponderRatePage,
} from '../../web/console/analyses.ts'
import {
  AttributesPage,
  CalendarPage,
  ClinicalEventPage,
  ClinicalEventVoidingPage,
  ConsoleProblemPage,
  EnrolPage,
  FirstRunPage,
  HistoryPage,
  MissedReasonPage,
  ParticipantPage,
  ParticipantsPage,
  SignInPage,
  StudyInstrumentsPage,
  TodayPage,
  TreatmentConfirmationPage,
  TreatmentCorrectionPage,
  TreatmentPage,
} from '../../web/console/index.ts'
import { accessibilityFaults, overflow } from '../support/accessibility.ts'
import {
  ARMS,
  madeUpChange,
  madeUpModel,
  madeUpQuality,
  madeUpRate,
  madeUpThresholds,
} from '../support/analysis-views.ts'
import { chartTextFaults } from '../support/chart-text.ts'
import { chromiumNote, chromiumPath, openChromium } from '../support/chromium.ts'
import {
  adverseEvents,
  askedInstruments,
  attributeViews,
  calendar,
  confirmationView,
  correctionView,
  duplicateView,
  enrolView,
  eventView,
  eventVoidingView,
  frame,
  historyView,
  madeUpLab,
  participantsView,
  participantView,
  releasedAdverseEvents,
  responderRate,
  shownTexts,
  today,
  treatmentView,
} from '../support/console-views.ts'

const chromium = chromiumPath()

const spanish = { ...frame, locale: 'es' }

const imputed = { arms: ARMS, sites: { harbor: 90, mesa: 90 }, asked: { imputations: 5 } }

const longNamed = {
  ...responderRate,
  result: {
    ...responderRate.result,
    sites: responderRate.result.sites.map((site) => ({
      ...site,
      name: `${site.name} of the University of California San Diego Center for Pain Medicine`,
    })),
  },
}

const withdrawn = { how: 'withdrawn', at: '2026-05-02T15:00:00Z', reason: 'clinic-decision' } as const

const FOUR_SITES = { harbor: 60, lakeside: 50, mesa: 40, summit: 40 }

/** Of two kinds, by kind, one of which nobody is. */
const FILTER = [
  { attribute: 'mechanism', option: 'neuropathic' },
  { attribute: 'mechanism', option: 'unknown' },
  { attribute: 'age-group', option: null },
]
function breakRateDown(locale: string) {
  const of = madeUpRate({ sites: FOUR_SITES, locale })
  const { counts, rates, pooled } = of.result
  const shown = { noRate: null, counts, rates, pooled }
  const none = { ...shown, noRate: 'nobody-due', rates: { ...rates, primary: null } } as const
  const strata = {
    attribute: 'mechanism',
    groups: [
      { option: 'neuropathic', ...shown },
      { option: 'mixed', ...none },
      { option: null, ...shown, pooled: { kind: 'not-pooled', reason: 'fewer-than-three-sites' } as const },
    ],
  }
  const query = {
    ...of.query,
    attributes: 'mechanism:neuropathic,age-group:missing',
    stratifyBy: 'mechanism',
  }
  return { ...of, query, result: { ...of.result, role: 'exploratory' as const, filter: FILTER, strata } }
}
function breakChangeDown(locale: string) {
  const of = madeUpChange({ sites: FOUR_SITES, locale })
  const { overall, pooled } = of.result
  const sites = of.result.sites.map(({ site, change }) => ({ site, change }))
  const none = { kind: 'not-estimated', n: 0, reason: 'fewer-than-two' } as const
  const strata = {
    attribute: 'mechanism',
    groups: [
      ...[
        { option: 'neuropathic', overall, pooled, sites },
        { option: 'mixed', overall: none, pooled, sites },
      ],
      {
        option: null,
        overall,
        pooled: { kind: 'not-pooled', reason: 'fewer-than-three-sites' } as const,
        sites,
      },
    ],
  }
  return {
    ...of,
    query: { ...of.query, stratifyBy: 'mechanism' },
    result: { ...of.result, filter: FILTER, strata },
  }
}

const attributesForm = {
  ...{ participant: participantView.participant, attributes: attributeViews, faulty: ['age-group'] },
}

const pages = {
  'sign in': (
    <SignInPage locale="en" address="/console/sign-in" reason="expired" signInHref="/console/sign-in?go" />
  ),
  'first run': <FirstRunPage frame={frame} />,
  problem: <ConsoleProblemPage locale="en" problem="not-found" />,
  participants: <ParticipantsPage frame={frame} view={participantsView} />,
  participant: <ParticipantPage frame={frame} view={participantView} />,
  outcomes: <ResponderRatePage frame={frame} {...responderRate} />,
  'rate with arms': <ResponderRatePage frame={frame} {...madeUpRate({ arms: ARMS, sites: FOUR_SITES })} />,
  'rate with arms in Spanish': (
    <ResponderRatePage
      frame={spanish}
      {...madeUpRate({ arms: ARMS, sites: FOUR_SITES, locale: 'es', definition: 'four-domain-candidate' })}
    />
  ),
  'rate that it is too early for': (
    <ResponderRatePage
      frame={frame}
      {...madeUpRate({ sites: FOUR_SITES, definition: 'four-domain-candidate', timepoint: 'week-1' })}
    />
  ),
  'outcomes of a clinic with a long name': <ResponderRatePage frame={spanish} {...longNamed} />,
  lab: <DefinitionComparisonPage frame={frame} {...madeUpLab('en')} />,
  'lab seen whole': (
    <DefinitionComparisonPage frame={frame} {...madeUpLab('en', ['harbor', 'lakeside', 'mesa', 'summit'])} />
  ),
  'lab in Spanish': <DefinitionComparisonPage frame={spanish} {...madeUpLab('es')} />,
  'rate of a kind, broken down': <ResponderRatePage frame={frame} {...breakRateDown('en')} />,
  'rate of a kind, broken down, in Spanish': <ResponderRatePage frame={spanish} {...breakRateDown('es')} />,
  'change of a kind, broken down': <MeanChangePage frame={frame} {...breakChangeDown('en')} />,
  'change of a kind, broken down, in Spanish': <MeanChangePage frame={spanish} {...breakChangeDown('es')} />,
  attributes: <AttributesPage frame={frame} view={attributesForm} />,
  'attributes in Spanish': <AttributesPage frame={spanish} view={attributesForm} />,
  'attributes that were corrected too often': (
    <AttributesPage frame={frame} view={{ ...attributesForm, faulty: 'too-often' }} />
  ),
  change: <MeanChangePage frame={frame} {...madeUpChange({ arms: ARMS, sites: FOUR_SITES })} />,
  'change in Spanish': (
    <MeanChangePage frame={spanish} {...madeUpChange({ sites: FOUR_SITES, own: ['harbor'], locale: 'es' })} />
  ),
  'change of nobody': <MeanChangePage frame={frame} {...madeUpChange({ sites: {} })} />,
  model: <RepeatedMeasuresPage frame={frame} {...madeUpModel(imputed)} />,
  'model in Spanish': <RepeatedMeasuresPage frame={spanish} {...madeUpModel({ ...imputed, locale: 'es' })} />,
  'model without arms': <RepeatedMeasuresPage frame={frame} {...madeUpModel()} />,
  'model of nobody': <RepeatedMeasuresPage frame={frame} {...madeUpModel({ sites: {} })} />,
  quality: <InstrumentQualityPage frame={frame} {...madeUpQuality()} />,
  'quality in Spanish': <InstrumentQualityPage frame={spanish} {...madeUpQuality({ locale: 'es' })} />,
  thresholds: <MeaningfulChangePage frame={frame} {...madeUpThresholds()} />,
  'thresholds in Spanish': <MeaningfulChangePage frame={spanish} {...madeUpThresholds({ locale: 'es' })} />,
  'thresholds without detail': (
    <MeaningfulChangePage frame={frame} {...madeUpThresholds({ own: ['harbor'] })} />
  ),
  'thresholds of nobody': <MeaningfulChangePage frame={frame} {...madeUpThresholds({ sites: {} })} />,
  instruments: <StudyInstrumentsPage frame={frame} instruments={askedInstruments} texts={shownTexts} />,
  calendar: <CalendarPage frame={frame} view={calendar} />,
  history: <HistoryPage frame={frame} view={historyView} />,
  'history in Spanish': <HistoryPage frame={spanish} view={historyView} />,
  enrolling: <EnrolPage frame={frame} view={enrolView} />,
  'enrolling in Spanish': <EnrolPage frame={spanish} view={enrolView} />,
  'enrolling somebody who looks the same': <EnrolPage frame={frame} view={duplicateView} />,
  'the same in Spanish': <EnrolPage frame={spanish} view={duplicateView} />,
  'a reason refused': (
    <MissedReasonPage
      frame={frame}
      participant={participantView.participant}
      ended={withdrawn}
      timeZone="America/New_York"
      view={{ timepoint: { id: 'week-1', title: 'Week 1' }, reason: null }}
      fault="reason"
    />
  ),
  'a treatment': <TreatmentPage frame={frame} view={treatmentView} />,
  'adverse events': (
    <AdverseEventsPage frame={frame} result={adverseEvents} query={{ asOf: undefined }} sites={[]} />
  ),
  'adverse events in Spanish': (
    <AdverseEventsPage frame={spanish} result={adverseEvents} query={{ asOf: undefined }} sites={[]} />
  ),
  'adverse events of a release': (
    <ReleasedAdverseEventsPage frame={frame} result={releasedAdverseEvents} release={1} />
  ),
  'adverse events of a release, in Spanish': (
    <ReleasedAdverseEventsPage frame={spanish} result={releasedAdverseEvents} release={1} />
  ),
  'a clinical event': <ClinicalEventPage frame={frame} view={eventView} />,
  'an opioid dose, in Spanish': (
    <ClinicalEventPage
      frame={spanish}
      view={{
        ...{ ...eventView, kind: 'opioid-dose', typed: {} },
        fault: { field: 'morphineEquivalent', fault: 'number' },
      }}
    />
  ),
  'a kind of clinical event': (
    <ClinicalEventPage frame={frame} view={{ ...eventView, kind: null, fault: null }} />
  ),
  'a clinical event to be voided': <ClinicalEventVoidingPage frame={frame} view={eventVoidingView} />,
  'a treatment to be corrected': <TreatmentCorrectionPage frame={frame} view={correctionView} />,
  'a voided treatment': (
    <TreatmentCorrectionPage
      frame={spanish}
      view={{ ...correctionView, treatment: { ...correctionView.treatment, voided: 'duplicate' } }}
    />
  ),
  'a treatment to be confirmed': <TreatmentConfirmationPage frame={frame} view={confirmationView} />,
  'a treatment to be confirmed in Spanish': (
    <TreatmentConfirmationPage frame={spanish} view={confirmationView} />
  ),
  'a treatment of someone who withdrew': (
    <TreatmentPage frame={spanish} view={{ ...treatmentView, ended: withdrawn }} />
  ),
  'a participant who withdrew': (
    <ParticipantPage frame={spanish} view={{ ...participantView, ended: withdrawn }} />
  ),
  'history of someone who withdrew': (
    <HistoryPage frame={frame} view={{ ...historyView, ended: withdrawn }} />
  ),
  today: <TodayPage frame={frame} view={today} />,
  'today in Spanish': <TodayPage frame={spanish} view={today} />,
  'nothing today': <TodayPage frame={frame} view={{ ...today, tasks: [], notice: null }} />,
  'participants in Spanish': <ParticipantsPage frame={spanish} view={participantsView} />,
  'participant in Spanish': <ParticipantPage frame={spanish} view={participantView} />,
  'outcomes in Spanish': <ResponderRatePage frame={spanish} {...responderRate} />,
}

describe.skipIf(chromium === undefined)(`the console in a browser${chromiumNote(chromium)}`, () => {
  it.each(Object.entries(pages))(
    '%s: no accessibility fault, no sideways scrolling, and charts that can be read',
    async (_, content) => {
      const { context, close } = await openChromium(chromium ?? '')
      try {
        const page = await context.newPage()
        await page.setContent(String(content))
        await page.locator('details').evaluateAll((all) => {
          for (const one of all) one.setAttribute('open', '')
        })
        await page.setViewportSize({ width: 1280, height: 800 })
        expect(await overflow(page)).toBe(0)
        expect(await chartTextFaults(page)).toEqual([])
        await page.setViewportSize({ width: 320, height: 800 })
        expect(await overflow(page)).toBe(0)
        expect(await chartTextFaults(page)).toEqual([])
        expect(await accessibilityFaults(page)).toEqual([])
      } finally {
        await close()
      }
    },
  )
})
