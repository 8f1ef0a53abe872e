import { Temporal } from 'temporal-polyfill'
import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { Instruments } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { parseDays } from '../../../surveys/study/duration.ts'
import { findTimepoint, formatOccurrenceTitle } from '../../../surveys/study/occurrence.ts'
import { formatTreatmentTitle } from '../../../surveys/study/treatment-title.ts'
import { timeZoneSchema } from '../../../surveys/study/wall-time.ts'
import type { CalendarAsked, CalendarRow, CalendarView } from '../../../web/console/index.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { buildPlan, type PlannedAssessment } from '../../rules/schedule/plan.ts'
import { findNextWallTime } from '../../rules/schedule/window.ts'
import { sortReminders } from '../../rules/texting/text-plan.ts'

const MAX_TREATMENTS = 8

/** What was asked of the page, read from its query: fields that cannot be read are left out. */
export function parseCalendarQuery(
  query: Readonly<Record<string, string>>,
  study: StudyDefinition,
  now: Temporal.Instant,
): CalendarAsked {
  const zones = [...new Set(study.sites.map(({ timeZone }) => timeZone))]
  const timeZone = isZone(query.zone) ? query.zone : (zones[0] ?? 'UTC')
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  return {
    timeZone,
    enrolledAt: parseWallTime(query.enrolled) ?? `${today}T10:00`,
    treatments: Array.from({ length: MAX_TREATMENTS }, (_, at) =>
      parseWallTime(query[`treatment-${at + 1}`]),
    ).flatMap((at) => at ?? []),
    unknownZone: query.zone === undefined || query.zone === '' || isZone(query.zone) ? null : query.zone,
    textAt: /^([01]\d|2[0-3]):[0-5]\d$/.test(query.text ?? '') ? (query.text ?? null) : null,
  }
}

/**
 * The calendar of an invented participant: every assessment with its texts, and what each date follows from.
 *
 * @param instruments whose titles the questionnaires have
 */
export function buildCalendarView(
  study: StudyDefinition,
  { instruments }: Pick<Instruments, 'instruments'>,
  asked: CalendarAsked,
  locale: string,
): CalendarView {
  const { timeZone } = asked
  const formatInstant = (wall: string) =>
    formatIso(Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone).toInstant())
  const [kind] = study.treatments
  const enrolledAt = formatInstant(asked.enrolledAt)
  const treatments = kind
    ? asked.treatments.map((wall) => ({ kind: kind.kind, givenAt: formatInstant(wall) }))
    : []
  const facts = { enrolledAt, timeZone, textAt: asked.textAt ?? undefined, treatments }
  // What counts from a submission is shown as if each were sent on the day on which it is due.
  const first = buildPlan(study, { ...facts, completions: new Map() }).assessments.filter(({ timepoint }) =>
    study.anchors.some((anchor) => anchor.kind === 'completion' && anchor.timepoint === timepoint),
  )
  const completions = new Map(first.map(({ timepoint, dueAt }) => [timepoint, dueAt]))
  const asAsked = new Map(first.map(({ timepoint, battery }) => [timepoint, battery]))
  const plan = buildPlan(study, { ...facts, completions }, asAsked)
  const formatTitle = (timepoint: string) => formatOccurrenceTitle(study, timepoint, locale)
  const { from, until } = study.textingHours
  const nameInstrument = (id: string) => {
    const found = instruments.findLast(({ definition }) => definition.id === id)
    return found ? `${pickText(found.definition.title, locale)} (${id})` : id
  }
  return {
    asked,
    textingHours: { from, until },
    isTextAtOutside: asked.textAt !== null && (asked.textAt < from || asked.textAt >= until),
    awaitTreatment: explainMissingTreatment(study, treatments.length),
    treatmentTitle: kind ? formatTreatmentTitle(kind.title, locale) : null,
    rows: [...plan.assessments]
      .sort((a, b) => (a.opensAt < b.opensAt ? -1 : 1))
      .map((planned) => ({
        ...buildRow(study, planned, formatTitle, timeZone),
        questionnaires: planned.battery.map(findInstrumentId).map(nameInstrument),
        without: plan.leftOut.flatMap((one) =>
          one.rule === 'spacing' && one.timepoint === planned.timepoint
            ? one.instruments.map(findInstrumentId).map(nameInstrument)
            : [],
        ),
        unless: explainSpacing(study, plan.assessments, planned, formatTitle).map((one) => ({
          ...one,
          instrument: nameInstrument(one.instrument),
        })),
      })),
    leftOut: plan.leftOut
      .filter((one) => one.rule !== 'spacing' || one.isWhole)
      .map(({ timepoint, dueAt, rule }) => ({ title: formatTitle(timepoint), dueAt, rule })),
  }
}

/** Timepoints that count from a treatment which has no date. */
function explainMissingTreatment(study: StudyDefinition, given: number): number {
  const waiting = study.anchors.filter(
    (anchor) => anchor.kind === 'treatment' && (anchor.occurrence === 'each' ? 1 : anchor.occurrence) > given,
  )
  return study.timepoints.filter(({ anchor }) => waiting.some(({ id }) => id === anchor)).length
}

/** What is planned with an instrument, and will lose it when what is asked before it is answered late in its window. */
function explainSpacing(
  { spacing }: StudyDefinition,
  all: readonly PlannedAssessment[],
  one: PlannedAssessment,
  formatTitle: (timepoint: string) => string,
): CalendarRow['unless'] {
  const isAsking = ({ battery }: PlannedAssessment, instrument: string) =>
    battery.map(findInstrumentId).includes(instrument)
  return spacing
    .filter(({ instrument }) => isAsking(one, instrument))
    .flatMap(({ instrument, days }) => {
      const answeredAfter = formatIso(Temporal.Instant.from(one.opensAt).subtract({ hours: days * 24 }))
      return all
        .filter(
          (before) =>
            isAsking(before, instrument) && before.dueAt < one.dueAt && before.closesAt > answeredAfter,
        )
        .map((before) => ({ instrument, before: formatTitle(before.timepoint), answeredAfter }))
    })
}

/** `phq-9` of `phq-9@1.0.0`. */
function findInstrumentId(ref: string): string {
  return ref.split('@')[0] ?? ref
}

function buildRow(
  study: StudyDefinition,
  planned: PlannedAssessment,
  formatTitle: (timepoint: string) => string,
  timeZone: string,
): Omit<CalendarRow, 'questionnaires' | 'without' | 'unless'> {
  const timepoint = findTimepoint(study, planned.timepoint)
  const anchor = study.anchors.find(({ id }) => id === planned.anchor)
  const formatWallTime = (iso: string) =>
    Temporal.Instant.from(iso).toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'minute' })
  const isInDays = !timepoint?.offset.includes('T')
  return {
    title: formatTitle(planned.timepoint),
    opensAt: planned.opensAt,
    dueAt: planned.dueAt,
    closesAt: planned.closesAt,
    texts: listTextTimes(study, planned, timeZone),
    battery: planned.battery,
    why: {
      anchor: anchor?.kind ?? 'enrolment',
      occurrence:
        anchor?.kind === 'treatment' && anchor.occurrence !== 'each' ? anchor.occurrence : planned.occurrence,
      after: anchor?.kind === 'completion' ? formatTitle(anchor.timepoint) : null,
      anchoredAt: planned.anchoredAt,
      offset: timepoint?.offset ?? 'P0D',
      repeat: timepoint?.repeat ? planned.repeat + 1 : null,
      every: timepoint?.repeat?.every ?? null,
      opens: timepoint?.opens ?? 'P0D',
      due: timepoint?.due ?? 'P0D',
      closes: timepoint?.closes ?? 'P0D',
      isClosedByTreatment: planned.closedBy === 'first-treatment',
      at: isInDays ? (timepoint?.at ?? null) : null,
      closingTime: timepoint?.closingTime ?? null,
      // The clock change took the planned time away: the window opens at the next one that there is.
      isShifted:
        isInDays &&
        timepoint !== undefined &&
        timepoint.opens !== 'anchor' &&
        !timepoint.opens.includes('T') &&
        formatWallTime(planned.opensAt) !== timepoint.at,
    },
  }
}

/** The invitation and the reminders, each moved into the study's texting hours. */
function listTextTimes(
  study: StudyDefinition,
  planned: PlannedAssessment,
  timeZone: string,
): readonly string[] {
  const timepoint = findTimepoint(study, planned.timepoint)
  const start = Temporal.Instant.from(planned.textAt).toZonedDateTimeISO(timeZone)
  const reminders = (timepoint ? sortReminders(timepoint) : []).map(({ after }) =>
    formatIso(start.add({ days: parseDays(after) }).toInstant()),
  )
  return [planned.textAt, ...reminders]
    .map((at, place) =>
      place === 0 && timepoint?.invite === 'at-once'
        ? at
        : moveIntoTextingHours(at, study.textingHours, timeZone),
    )
    .filter((at) => at < planned.closesAt)
}

function moveIntoTextingHours(
  at: string,
  { from, until }: StudyDefinition['textingHours'],
  timeZone: string,
): string {
  const wall = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainTime()
  const isWithin =
    Temporal.PlainTime.compare(wall, Temporal.PlainTime.from(from)) >= 0 &&
    Temporal.PlainTime.compare(wall, Temporal.PlainTime.from(until)) < 0
  return isWithin ? at : findNextWallTime(at, from, timeZone)
}

function parseWallTime(written: string | undefined): string | undefined {
  if (written === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(written)) return undefined
  try {
    const at = Temporal.PlainDateTime.from(written, { overflow: 'reject' })
    return at.year >= 1990 && at.year <= 2100 ? written : undefined
  } catch {
    return undefined
  }
}

function isZone(zone: string | undefined): zone is string {
  return zone !== undefined && timeZoneSchema.safeParse(zone).success
}
