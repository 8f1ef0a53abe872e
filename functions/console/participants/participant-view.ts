import type { Temporal } from 'temporal-polyfill'
import type { Scale } from '../../../surveys/instrument/definition.ts'
import { listCodeLabels } from '../../../surveys/instrument/item.ts'
import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { Instruments } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import { formatOccurrenceTitle } from '../../../surveys/study/occurrence.ts'
import {
  type ChangeSummary,
  type LateAnswersView,
  type MissedReasonView,
  PARTICIPANT_NOTICES,
  type ParticipantView,
  type ScaleSeries,
  type ScorePoint,
} from '../../../web/console/index.ts'
import { formatBandLabel } from '../../../web/text/band-label.ts'
import {
  computeParticipantScores,
  type ScoredTimepoint,
} from '../../analysis/trajectory/participant-scores.ts'
import { formatIso } from '../../platform/core/clock.ts'
import type { SafetyAlert } from '../../records/alert/alert.ts'
import { type Assessment, findState, isOver } from '../../records/assessment/assessment.ts'
import { listPendingLateAnswers } from '../../records/assessment/late-answer.ts'
import { findMissedReason } from '../../records/assessment/missed-reason.ts'
import type { ClinicalEvent } from '../../records/clinical-event/clinical-event.ts'
import type { Erasure } from '../../records/erasure/erasure.ts'
import { formatDisposition, type Participant } from '../../records/participant/participant.ts'
import { formatScoreName, type ScoreSheet } from '../../records/score/score.ts'
import type { Treatment } from '../../records/treatment/treatment.ts'
import { isMissedOrLate } from '../../rules/assessments/missed-or-late.ts'
import { describeAlertSource } from '../app/alert-source.ts'
import { buildAttributesOf } from './attributes-view.ts'
import { buildCoursesView } from './courses-view.ts'
import { buildErasureCase } from './erasure-view.ts'
import { listEvents } from './listed-event.ts'
import { listTreatment } from './listed-treatment.ts'
import { buildTrajectoryView } from './trajectory-view.ts'

type ParticipantRecord = {
  participant: Participant
  assessments: readonly Assessment[]
  sheets: readonly ScoreSheet[]
  /** Those that stand. */
  treatments: readonly Treatment[]
  voided: readonly Treatment[]
  /** Those that were voided too. */
  events: readonly ClinicalEvent[]
  alerts: readonly SafetyAlert[]
  erasure: Erasure | undefined
}

/** When the page is made, in which language, and for whom (sign-in id). */
type Moment = { readonly now: Temporal.Instant; readonly locale: string; readonly viewer: string }
type Shown = Pick<Moment, 'now' | 'locale'>

/** One participant's page from what the stores hold. */
export function buildParticipantView(
  study: StudyDefinition,
  library: Instruments,
  record: ParticipantRecord,
  { now, locale, viewer }: Moment,
  notice?: string,
): ParticipantView {
  const { participant } = record
  const site = study.sites.find(({ id }) => id === participant.site)
  const buildTitle = (timepoint: string) => ({
    id: timepoint,
    title: formatOccurrenceTitle(study, timepoint, locale),
  })
  const outcome = computeParticipantScores(study, library, record, now)
  const measures = buildStudyMeasures(study, library)
  const rows = { ...record, participant: participant.participant }
  const { summaries, responses, treatmentsGiven, courses } = buildTrajectoryView(
    study,
    measures,
    rows,
    formatIso(now),
    buildTitle,
  )
  const assessments = [...record.assessments].sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
  return {
    asOf: formatIso(now),
    participant: participant.participant,
    site: { id: participant.site, name: site?.name ?? participant.site, timeZone: site?.timeZone ?? 'UTC' },
    enrolledAt: participant.enrolledAt,
    ended: formatDisposition(participant.ended),
    timeZone: participant.timeZone,
    locale: participant.locale,
    channel: participant.channel ?? 'link',
    textAt: participant.textAt ?? null,
    notice: PARTICIPANT_NOTICES.find((known) => known === notice) ?? null,
    erasure: buildErasureCase(study, record.erasure, viewer, formatIso(now)),
    arms: study.arms,
    arm: study.arms.find(({ id }) => id === participant.arm)?.title,
    attributes: buildAttributesOf(study, participant, locale),
    treatments: record.treatments.map((one) => listTreatment(study, one, locale)),
    voidedTreatments: record.voided.map((one) => listTreatment(study, one, locale)),
    treatmentsGiven,
    courses: buildCoursesView(study, courses, { measures, locale, buildTitle }),
    events: listEvents(record.events),
    recordsEvents: study.events.kinds.length > 0,
    scales: listScales(study, library).map((scale) =>
      buildSeries(scale, assessments, outcome.timepoints, summaries.get(scale.name) ?? null, buildTitle, {
        ...{ now, locale, countsUnsubmitted: study.unsubmittedAnswers === 'counted' },
      }),
    ),
    responses,
    verdicts: outcome.verdicts.map((verdict) => {
      const definition = study.responderDefinitions.find(({ id }) => verdict.definition.startsWith(`${id}@`))
      return {
        definition: {
          id: verdict.definition,
          title: pickText(definition?.title, locale),
          evidence: verdict.evidence,
        },
        timepoint: buildTitle(verdict.timepoint),
        verdict: verdict.result,
        reason: verdict.reasons[0] ?? null,
      }
    }),
    alerts: record.alerts.map((alert) => ({
      id: alert.id,
      raisedAt: alert.raisedAt,
      source: describeAlertSource(library, alert, locale),
      timepoint: alert.timepoint === null ? null : buildTitle(alert.timepoint),
      state: alert.state,
    })),
    lateAnswers: assessments.flatMap(
      (one) => buildLateAnswersView(library, one, buildTitle, { now, locale }) ?? [],
    ),
    assessments: assessments.map((assessment) => ({
      timepoint: buildTitle(assessment.timepoint),
      state: isOverdue(assessment, now) ? 'overdue' : findState(assessment, now),
      opensAt: assessment.opensAt,
      dueAt: assessment.dueAt,
      closesAt: assessment.closesAt,
      submittedAt: assessment.completedAt,
      isLate: assessment.completedAt !== undefined && assessment.completedAt > assessment.dueAt,
      missed: isMissedOrLate(assessment, formatIso(now))
        ? buildMissedReasonView(assessment, buildTitle)
        : null,
    })),
  }
}

/** What arrived after a window, in the words of its questions. */
function buildLateAnswersView(
  library: Instruments,
  { timepoint, battery, lateAnswers, ...assessment }: Assessment,
  buildTitle: (timepoint: string) => { id: string; title: string },
  { now, locale }: Shown,
): LateAnswersView | undefined {
  if (!lateAnswers) return undefined
  const instruments = battery.flatMap((ref) => library.findInstrument(ref)?.definition ?? [])
  const count = (wanted: string) => lateAnswers.filter(({ decision }) => decision === wanted).length
  return {
    timepoint: buildTitle(timepoint),
    pending: listPendingLateAnswers({ lateAnswers }).map(({ key, code, claimedAt, receivedAt }) => {
      const [id, item] = key.split('/')
      const instrument = instruments.find((one) => one.id === id)
      const asked = instrument?.items.find((one) => one.id === item)
      const labels = instrument && asked && code !== null ? listCodeLabels(instrument, asked, code) : []
      const words = labels.map((label) => pickText(label, locale)).filter((label) => label !== '')
      return {
        question: pickText(asked?.text, locale) || key,
        answer: code === null ? null : words.length > 0 ? `${code}: ${words.join('; ')}` : code,
        ...{ claimedAt, receivedAt },
      }
    }),
    canTakeIn: isOver(findState(assessment, now)),
    takenIn: count('taken-in'),
    leftOut: count('left-out'),
  }
}

function buildMissedReasonView(
  assessment: Assessment,
  buildTitle: (timepoint: string) => { id: string; title: string },
): MissedReasonView {
  return { timepoint: buildTitle(assessment.timepoint), reason: findMissedReason(assessment)?.reason ?? null }
}

/** It can be answered still, later than it was due. */
function isOverdue(assessment: Assessment, now: Temporal.Instant): boolean {
  return ['open', 'started'].includes(findState(assessment, now)) && assessment.dueAt < formatIso(now)
}

type NamedScale = { readonly name: string; readonly scale: Scale }

/** Every scale that the study's batteries give, in the order of the batteries. */
function listScales(study: StudyDefinition, library: Instruments): readonly NamedScale[] {
  const refs = new Set(study.timepoints.flatMap(({ battery }) => battery))
  return [...refs].flatMap((ref) => {
    const definition = library.findInstrument(ref)?.definition
    return (definition?.scales ?? []).map((scale) => ({ name: `${definition?.id}/${scale.id}`, scale }))
  })
}

function buildSeries(
  { name, scale }: NamedScale,
  assessments: readonly Assessment[],
  scored: readonly ScoredTimepoint[],
  summary: ChangeSummary | null,
  buildTitle: (timepoint: string) => { id: string; title: string },
  { now, locale, countsUnsubmitted }: Shown & { readonly countsUnsubmitted: boolean },
): ScaleSeries {
  const byTimepoint = new Map(scored.map((one) => [one.timepoint, one]))
  const points = assessments.flatMap((assessment): ScorePoint[] => {
    const timepoint = buildTitle(assessment.timepoint)
    const answered = byTimepoint.get(assessment.timepoint)
    const state = findState(assessment, now)
    if (!answered && state === 'partly-answered')
      return [{ timepoint, at: assessment.dueAt, kind: 'not-submitted', value: null }]
    if (!answered) return state === 'missed' ? [{ timepoint, at: assessment.dueAt, kind: 'missed' }] : []
    const score = answered.scores.find((one) => formatScoreName(one) === name)
    if (!score) return []
    if (!answered.submitted && !countsUnsubmitted)
      return [
        {
          ...{ timepoint, at: answered.answeredAt, kind: 'not-submitted' },
          value: score.kind === 'scored' ? score.value : null,
        },
      ]
    if (score.kind === 'not-scorable')
      return [{ timepoint, at: answered.answeredAt, kind: 'not-scorable', reason: score.reason }]
    const { value, change, percentChange } = score
    const band = scale.bands.find(({ id }) => id === score.band)
    return [
      {
        ...{ timepoint, at: answered.answeredAt, kind: 'scored', value, change, percentChange },
        band: band ? formatBandLabel(band, locale) : null,
        daysSinceTreatment: answered.daysSinceTreatment,
      },
    ]
  })
  return {
    id: name,
    title: pickText(scale.title, locale),
    unit: scale.unit,
    range: scale.range,
    direction: scale.direction,
    bands: scale.bands.map((band) => ({ from: band.from, label: formatBandLabel(band, locale) })),
    ...{ points, summary },
  }
}
