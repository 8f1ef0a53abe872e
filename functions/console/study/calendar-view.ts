import { Temporal } from 'temporal-polyfill'
import { type StudyDefinition, timeZoneSchema } from '../../../surveys/study/definition.ts'
import { daysOf } from '../../../surveys/study/duration.ts'
import { timepointOf, titleOfInstance } from '../../../surveys/study/occurrence.ts'
import type { CalendarAsked, CalendarRow, CalendarView } from '../../../web/console/index.ts'
import { isoOf } from '../../platform/core/clock.ts'
import { type PlannedAssignment, planOf } from '../../rules/schedule/plan.ts'
import { nextAtWallTime } from '../../rules/schedule/window.ts'
import { remindersOf } from '../../rules/texting/text-plan.ts'

const MOST_TREATMENTS = 8

/** What was asked of the page, read from its query: fields that cannot be read are left out. */
export function calendarAsked(
  query: Readonly<Record<string, string>>,
  study: StudyDefinition,
  now: Temporal.Instant,
): CalendarAsked {
  const zones = [...new Set(study.sites.map(({ timeZone }) => timeZone))]
  const timeZone = isZone(query.zone) ? query.zone : (zones[0] ?? 'UTC')
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  return {
    timeZone,
    enrolledAt: wallTimeIn(query.enrolled) ?? `${today}T10:00`,
    treatments: Array.from({ length: MOST_TREATMENTS }, (_, at) =>
      wallTimeIn(query[`treatment-${at + 1}`]),
    ).flatMap((at) => at ?? []),
    unknownZone: query.zone === undefined || query.zone === '' || isZone(query.zone) ? null : query.zone,
    textAt: /^([01]\d|2[0-3]):[0-5]\d$/.test(query.text ?? '') ? (query.text ?? null) : null,
  }
}

/** The calendar of an invented participant: every assignment with its texts, and what each date follows from. */
export function calendarView(study: StudyDefinition, asked: CalendarAsked, locale: string): CalendarView {
  const { timeZone } = asked
  const instant = (wall: string) =>
    isoOf(Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone).toInstant())
  const [kind] = study.treatments
  const enrolledAt = instant(asked.enrolledAt)
  const treatments = kind ? asked.treatments.map((wall) => ({ kind: kind.kind, givenAt: instant(wall) })) : []
  const facts = { enrolledAt, timeZone, textAt: asked.textAt ?? undefined, treatments }
  // What counts from a submission is shown as if each were sent on the day on which it is due.
  const first = planOf(study, { ...facts, completions: new Map() }).assignments.filter(({ timepoint }) =>
    study.anchors.some((anchor) => anchor.kind === 'completion' && anchor.timepoint === timepoint),
  )
  const completions = new Map(first.map(({ timepoint, dueAt }) => [timepoint, dueAt]))
  const asAsked = new Map(first.map(({ timepoint, battery }) => [timepoint, battery]))
  const plan = planOf(study, { ...facts, completions }, asAsked)
  const title = (timepoint: string) => titleOfInstance(study, timepoint, locale)
  const { from, until } = study.textingHours
  return {
    asked,
    textingHours: { from, until },
    isTextAtOutside: asked.textAt !== null && (asked.textAt < from || asked.textAt >= until),
    awaitTreatment: awaitTreatment(study, treatments.length),
    treatmentTitle: kind?.title ?? null,
    rows: [...plan.assignments]
      .sort((a, b) => (a.opensAt < b.opensAt ? -1 : 1))
      .map((planned) => ({
        ...rowOf(study, planned, title, timeZone),
        without: plan.leftOut.flatMap((one) =>
          one.rule === 'spacing' && one.timepoint === planned.timepoint ? one.instruments.map(nameOf) : [],
        ),
        unless: unlessAnsweredLate(study, plan.assignments, planned, title),
      })),
    leftOut: plan.leftOut
      .filter((one) => one.rule !== 'spacing' || one.isWhole)
      .map(({ timepoint, dueAt, rule }) => ({ title: title(timepoint), dueAt, rule })),
  }
}

/** Timepoints that count from a treatment which has no date. */
function awaitTreatment(study: StudyDefinition, given: number): number {
  const waiting = study.anchors.filter(
    (anchor) => anchor.kind === 'treatment' && (anchor.occurrence === 'each' ? 1 : anchor.occurrence) > given,
  )
  return study.timepoints.filter(({ anchor }) => waiting.some(({ id }) => id === anchor)).length
}

/** What is planned with an instrument, and will lose it when what is asked before it is answered late in its window. */
function unlessAnsweredLate(
  { spacing }: StudyDefinition,
  all: readonly PlannedAssignment[],
  one: PlannedAssignment,
  title: (timepoint: string) => string,
): CalendarRow['unless'] {
  const asks = ({ battery }: PlannedAssignment, instrument: string) =>
    battery.map(nameOf).includes(instrument)
  return spacing
    .filter(({ instrument }) => asks(one, instrument))
    .flatMap(({ instrument, days }) => {
      const answeredAfter = isoOf(Temporal.Instant.from(one.opensAt).subtract({ hours: days * 24 }))
      return all
        .filter(
          (before) => asks(before, instrument) && before.dueAt < one.dueAt && before.closesAt > answeredAfter,
        )
        .map((before) => ({ instrument, before: title(before.timepoint), answeredAfter }))
    })
}

/** `phq-9` of `phq-9@1.0.0`. */
function nameOf(ref: string): string {
  return ref.split('@')[0] ?? ref
}

function rowOf(
  study: StudyDefinition,
  planned: PlannedAssignment,
  title: (timepoint: string) => string,
  timeZone: string,
): Omit<CalendarRow, 'without' | 'unless'> {
  const timepoint = timepointOf(study, planned.timepoint)
  const anchor = study.anchors.find(({ id }) => id === planned.anchor)
  const wall = (iso: string) =>
    Temporal.Instant.from(iso).toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'minute' })
  const isInDays = !timepoint?.offset.includes('T')
  return {
    title: title(planned.timepoint),
    opensAt: planned.opensAt,
    dueAt: planned.dueAt,
    closesAt: planned.closesAt,
    texts: textsOf(study, planned, timeZone),
    battery: planned.battery,
    why: {
      anchor: anchor?.kind ?? 'enrolment',
      occurrence:
        anchor?.kind === 'treatment' && anchor.occurrence !== 'each' ? anchor.occurrence : planned.occurrence,
      after: anchor?.kind === 'completion' ? title(anchor.timepoint) : null,
      anchoredAt: planned.anchoredAt,
      offset: timepoint?.offset ?? 'P0D',
      repeat: timepoint?.repeat ? planned.repeat + 1 : null,
      every: timepoint?.repeat?.every ?? null,
      opens: timepoint?.opens ?? 'P0D',
      due: timepoint?.due ?? 'P0D',
      closes: timepoint?.closes ?? 'P0D',
      at: isInDays ? (timepoint?.at ?? null) : null,
      // The clock change took the planned time away: the window opens at the next one that there is.
      isShifted:
        isInDays &&
        timepoint !== undefined &&
        timepoint.opens !== 'anchor' &&
        !timepoint.opens.includes('T') &&
        wall(planned.opensAt) !== timepoint.at,
    },
  }
}

/** The invitation and the reminders, each moved into the study's texting hours. */
function textsOf(study: StudyDefinition, planned: PlannedAssignment, timeZone: string): readonly string[] {
  const timepoint = timepointOf(study, planned.timepoint)
  const start = Temporal.Instant.from(planned.textAt).toZonedDateTimeISO(timeZone)
  const reminders = (timepoint ? remindersOf(timepoint) : []).map(({ after }) =>
    isoOf(start.add({ days: daysOf(after) }).toInstant()),
  )
  return [planned.textAt, ...reminders]
    .map((at, place) =>
      place === 0 && timepoint?.invite === 'at-once' ? at : inTextingHours(at, study.textingHours, timeZone),
    )
    .filter((at) => at < planned.closesAt)
}

function inTextingHours(
  at: string,
  { from, until }: StudyDefinition['textingHours'],
  timeZone: string,
): string {
  const wall = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainTime()
  const isWithin =
    Temporal.PlainTime.compare(wall, Temporal.PlainTime.from(from)) >= 0 &&
    Temporal.PlainTime.compare(wall, Temporal.PlainTime.from(until)) < 0
  return isWithin ? at : nextAtWallTime(at, from, timeZone)
}

function wallTimeIn(written: string | undefined): string | undefined {
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
