import type { Temporal } from 'temporal-polyfill'
import type { Scale } from '../../../surveys/instrument/definition.ts'
import { textIn } from '../../../surveys/instrument/vocabulary.ts'
import type { Library } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { measuresFor } from '../../../surveys/study/measures.ts'
import { titleOfInstance } from '../../../surveys/study/occurrence.ts'
import type {
  ChangeSummary,
  MissedReasonView,
  ParticipantView,
  ScaleSeries,
  ScorePoint,
} from '../../../web/console/index.ts'
import { participantOutcome, type ScoredTimepoint } from '../../analysis/trajectory/participant-scores.ts'
import { isoOf } from '../../platform/core/clock.ts'
import type { SafetyAlert } from '../../records/alert/alert.ts'
import { type Assignment, stateAt } from '../../records/assessment/assessment.ts'
import { missedReasonOf } from '../../records/assessment/missed-reason.ts'
import type { Participant } from '../../records/participant/participant.ts'
import { type ScoreSheet, scoreName } from '../../records/score/score.ts'
import type { Treatment } from '../../records/treatment/treatment.ts'
import { isMissedOrLate } from '../../rules/assessments/missed-or-late.ts'
import { alertSource } from '../app/alert-source.ts'
import { responseOverTimeView } from './trajectory-view.ts'

type ParticipantRecord = {
  participant: Participant
  assignments: readonly Assignment[]
  sheets: readonly ScoreSheet[]
  treatments: readonly Treatment[]
  alerts: readonly SafetyAlert[]
}

/** When the page is made, and in which language. */
type Moment = { readonly now: Temporal.Instant; readonly locale: string }

const NOTICES = ['enrolled', 'recorded', 'reasonSaved'] as const

/** One participant's page from what the stores hold. */
export function participantView(
  study: StudyDefinition,
  library: Library,
  record: ParticipantRecord,
  { now, locale }: Moment,
  notice?: string,
): ParticipantView {
  const { participant } = record
  const site = study.sites.find(({ id }) => id === participant.site)
  const titleOf = (timepoint: string) => ({
    id: timepoint,
    title: titleOfInstance(study, timepoint, locale),
  })
  const outcome = participantOutcome(study, library, record, now)
  const measures = measuresFor(study, library)
  const rows = { ...record, participant: participant.participant }
  const { summaries, responses, treatmentsGiven } = responseOverTimeView(
    study,
    measures,
    rows,
    isoOf(now),
    titleOf,
  )
  const assignments = [...record.assignments].sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
  return {
    asOf: isoOf(now),
    participant: participant.participant,
    site: { id: participant.site, name: site?.name ?? participant.site, timeZone: site?.timeZone ?? 'UTC' },
    enrolledAt: participant.enrolledAt,
    timeZone: participant.timeZone,
    locale: participant.locale,
    channel: participant.channel ?? 'link',
    textAt: participant.textAt ?? null,
    notice: NOTICES.find((known) => known === notice) ?? null,
    arm: study.arms.find(({ id }) => id === participant.arm)?.title,
    treatments: record.treatments.map(({ kind, givenAt }) => ({
      title: study.treatments.find((treatment) => treatment.kind === kind)?.title ?? kind,
      givenAt,
    })),
    treatmentsGiven,
    scales: scalesOf(study, library).map((scale) =>
      series(scale, assignments, outcome.timepoints, summaries.get(scale.name) ?? null, titleOf, {
        now,
        locale,
      }),
    ),
    responses,
    verdicts: outcome.verdicts.map((verdict) => {
      const definition = study.responderDefinitions.find(({ id }) => verdict.definition.startsWith(`${id}@`))
      return {
        definition: {
          id: verdict.definition,
          title: textIn(definition?.title, locale),
          evidence: verdict.evidence,
        },
        timepoint: titleOf(verdict.timepoint),
        verdict: verdict.result,
        reason: verdict.reasons[0] ?? null,
      }
    }),
    alerts: record.alerts.map((alert) => ({
      id: alert.id,
      raisedAt: alert.raisedAt,
      source: alertSource(library, alert, locale),
      timepoint: alert.timepoint === null ? null : titleOf(alert.timepoint),
      state: alert.state,
    })),
    assignments: assignments.map((assignment) => ({
      timepoint: titleOf(assignment.timepoint),
      state: isOverdue(assignment, now) ? 'overdue' : stateAt(assignment, now),
      opensAt: assignment.opensAt,
      dueAt: assignment.dueAt,
      closesAt: assignment.closesAt,
      submittedAt: assignment.completedAt,
      isLate: assignment.completedAt !== undefined && assignment.completedAt > assignment.dueAt,
      missed: isMissedOrLate(assignment, isoOf(now)) ? missedView(assignment, titleOf) : null,
    })),
  }
}

function missedView(
  assignment: Assignment,
  titleOf: (timepoint: string) => { id: string; title: string },
): MissedReasonView {
  return { timepoint: titleOf(assignment.timepoint), reason: missedReasonOf(assignment)?.reason ?? null }
}

/** It can be answered still, later than it was due. */
function isOverdue(assignment: Assignment, now: Temporal.Instant): boolean {
  return ['open', 'started'].includes(stateAt(assignment, now)) && assignment.dueAt < isoOf(now)
}

type NamedScale = { readonly name: string; readonly scale: Scale }

/** Every scale that the study's batteries give, in the order of the batteries. */
function scalesOf(study: StudyDefinition, library: Library): readonly NamedScale[] {
  const refs = new Set(study.timepoints.flatMap(({ battery }) => battery))
  return [...refs].flatMap((ref) => {
    const definition = library.instrument(ref)?.definition
    return (definition?.scales ?? []).map((scale) => ({ name: `${definition?.id}/${scale.id}`, scale }))
  })
}

function series(
  { name, scale }: NamedScale,
  assignments: readonly Assignment[],
  scored: readonly ScoredTimepoint[],
  summary: ChangeSummary | null,
  titleOf: (timepoint: string) => { id: string; title: string },
  { now, locale }: Moment,
): ScaleSeries {
  const byTimepoint = new Map(scored.map((one) => [one.timepoint, one]))
  const points = assignments.flatMap((assignment): ScorePoint[] => {
    const timepoint = titleOf(assignment.timepoint)
    const answered = byTimepoint.get(assignment.timepoint)
    if (!answered)
      return stateAt(assignment, now) === 'missed'
        ? [{ timepoint, at: assignment.dueAt, kind: 'missed' }]
        : []
    const score = answered.scores.find((one) => scoreName(one) === name)
    if (!score) return []
    if (score.kind === 'not-scorable')
      return [{ timepoint, at: answered.answeredAt, kind: 'not-scorable', reason: score.reason }]
    const { value, change, percentChange } = score
    const band = scale.bands.find(({ id }) => id === score.band)
    return [
      {
        ...{ timepoint, at: answered.answeredAt, kind: 'scored', value, change, percentChange },
        band: band ? textIn(band.label, locale) : null,
        daysSinceTreatment: answered.daysSinceTreatment,
      },
    ]
  })
  return {
    id: name,
    title: textIn(scale.title, locale),
    unit: scale.unit,
    range: scale.range,
    direction: scale.direction,
    bands: scale.bands.map((band) => ({ from: band.from, label: textIn(band.label, locale) })),
    ...{ points, summary },
  }
}
