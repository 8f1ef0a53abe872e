import { Temporal } from 'temporal-polyfill'
import type { StudyDefinition, Timepoint } from '../../../surveys/study/definition.ts'
import { formatOccurrenceKey } from '../../../surveys/study/occurrence.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { parseInstant } from '../../platform/core/instant.ts'
import { type AnchorInstant, listAnchorInstants, type ScheduleFacts } from './anchors.ts'
import { isAfterStudyEnd } from './study-end.ts'
import { computeWindow, findNextWallTime, type Window } from './window.ts'

/** An assessment that follows from what has happened so far. */
export type PlannedAssessment = Window & {
  /** `week-1`; where it is asked more than once, with which: `day-after.3`. */
  readonly timepoint: string
  readonly anchor: string
  readonly occurrence: number | null
  /** From 0. */
  readonly repeat: number
  readonly anchoredAt: string
  readonly battery: readonly string[]
  /** When its first text is due. */
  readonly textAt: string
  /** What closes the window before its planned close. */
  readonly closedBy?: 'first-treatment'
  /** The version of the study that it is asked by. */
  readonly studyVersion: string
  /** It stands already by a version with other texts about it: it is planned anew even where its window stays. */
  readonly renews?: true
}

/** What the plan leaves out, and which rule did it. */
export type OmittedAssessment = {
  readonly timepoint: string
  readonly dueAt: string
} & (
  | { readonly rule: 'spacing'; readonly instruments: readonly string[]; readonly isWhole: boolean }
  | { readonly rule: 'assessments-per-week' }
  | {
      readonly rule: 'over-before-enrolment' | 'after-first-treatment' | 'before-version' | 'after-study-end'
    }
)

export type Plan = {
  readonly assessments: readonly PlannedAssessment[]
  readonly leftOut: readonly OmittedAssessment[]
}

/**
 * Every assessment that the study's rules give for what has happened to a participant so far. The plan follows from the
 * facts alone: made twice it is the same, and a treatment that is added, moved or deleted changes it to what it would
 * have been. The baseline's window ends when the first treatment, of whatever kind, is given. Pure.
 *
 * @param settled assessments that were begun or finished, each with the battery that it was asked with: they keep their
 * place and their battery where rules choose.
 */
export function buildPlan(
  study: StudyDefinition,
  facts: ScheduleFacts,
  settled: SettledBatteries = new Map(),
): Plan {
  return planVersion(study, facts, settled, FROM_THE_BEGINNING)
}

/** What one version plans among others that a participant has followed: see versioned-plan.ts. */
export type VersionPlace = {
  /** What earlier versions asked: it stays as it is, whatever this one says, and takes its place before others. */
  readonly kept: readonly PlannedAssessment[]
  /** Whether this version asks it, where no earlier one has. */
  readonly isAsked: (planned: PlannedAssessment) => boolean
  /** Until when the version was followed: treatments and submissions after that are counted from by others. */
  readonly until?: string | undefined
  /** Assessments that were begun on this version: they count from whatever they count from. */
  readonly isBegun?: (timepoint: string) => boolean
}

const FROM_THE_BEGINNING: VersionPlace = { kept: [], isAsked: () => true }

export function planVersion(
  study: StudyDefinition,
  facts: ScheduleFacts,
  settled: SettledBatteries,
  { kept: fixed, isAsked, until, isBegun = () => false }: VersionPlace,
): Plan {
  const leftOut: OmittedAssessment[] = []
  const fixedKeys = new Set(fixed.map(({ timepoint }) => timepoint))
  const firstTreatmentAt = facts.treatments.map(({ givenAt }) => givenAt).sort()[0]
  const candidates = study.timepoints.flatMap((timepoint, place) =>
    listTimepointAnchors(study, timepoint, facts).flatMap((anchored) =>
      listRepetitions(timepoint).map((repeat) => ({
        place,
        planned: planAssessment(
          study,
          timepoint,
          anchored,
          repeat,
          facts,
          timepoint.id === study.baseline ? firstTreatmentAt : undefined,
        ),
      })),
    ),
  )
  const { endedAt } = facts
  const current = candidates.filter(({ planned }) => {
    const { timepoint, opensAt, dueAt, closesAt } = planned
    if (fixedKeys.has(timepoint)) return false
    if (until !== undefined && happensAfter(study, planned, until) && !isBegun(timepoint)) return false
    if (endedAt !== undefined && closesAt > endedAt && !facts.completions.has(timepoint)) return false
    const isOpenEver = closesAt > opensAt || facts.completions.has(timepoint)
    if (closesAt > facts.enrolledAt && isOpenEver) {
      const isOver = !facts.completions.has(timepoint) && isAfterStudyEnd(study, opensAt, facts.timeZone)
      if (!isOver && isAsked(planned)) return true
      leftOut.push({ timepoint, dueAt, rule: isOver ? 'after-study-end' : 'before-version' })
      return false
    }
    leftOut.push({ timepoint, dueAt, rule: isOpenEver ? 'over-before-enrolment' : 'after-first-treatment' })
    return false
  })
  const all = [...fixed.map((planned) => ({ place: 0, planned })), ...current]
  const kept = limitBurden(study, all, settled, fixedKeys, leftOut)
  return { assessments: applySpacing(study, kept, facts.completions, settled, fixedKeys, leftOut), leftOut }
}

/** Batteries by the assessment's timepoint. */
export type SettledBatteries = ReadonlyMap<string, readonly string[]>

type Candidate = { readonly place: number; readonly planned: PlannedAssessment }

function listTimepointAnchors(
  study: StudyDefinition,
  { anchor }: Timepoint,
  facts: ScheduleFacts,
): readonly AnchorInstant[] {
  const found = study.anchors.find(({ id }) => id === anchor)
  return found ? listAnchorInstants(found, facts) : []
}

/** A date is known beforehand; what happens is not. */
function happensAfter({ anchors }: StudyDefinition, planned: PlannedAssessment, until: string): boolean {
  const kind = anchors.find(({ id }) => id === planned.anchor)?.kind
  return (kind === 'treatment' || kind === 'completion') && planned.anchoredAt > until
}

function listRepetitions({ repeat }: Timepoint): readonly number[] {
  return Array.from({ length: repeat?.times ?? 1 }, (_, index) => index)
}

function planAssessment(
  { version, textingHours: hours }: StudyDefinition,
  timepoint: Timepoint,
  { anchor, occurrence, at }: AnchorInstant,
  repeat: number,
  { timeZone, textAt }: ScheduleFacts,
  closesBy: string | undefined,
): PlannedAssessment {
  const whole = computeWindow(timepoint, at, timeZone, repeat)
  const window = closesBy === undefined ? whole : shortenWindow(whole, closesBy)
  // Someone who is with us waits for the text, whenever they like to be texted otherwise; a time at which nobody is texted
  // is none.
  const preferred =
    textAt === undefined || timepoint.invite === 'at-once' || textAt < hours.from || textAt >= hours.until
      ? window.opensAt
      : findNextWallTime(window.opensAt, textAt, timeZone)
  return {
    ...window,
    timepoint: formatOccurrenceKey(timepoint, occurrence, repeat),
    anchor: anchor.id,
    occurrence,
    repeat,
    anchoredAt: formatIso(at),
    battery: timepoint.battery,
    studyVersion: version,
    textAt: preferred < window.closesAt ? preferred : window.opensAt,
    ...(window.closesAt < whole.closesAt && { closedBy: 'first-treatment' }),
  }
}

/** The part of a window before an instant: empty, closing as it opens, where it opens no earlier. */
function shortenWindow({ opensAt, dueAt, closesAt }: Window, until: string): Window {
  if (until >= closesAt) return { opensAt, dueAt, closesAt }
  const closes = until > opensAt ? until : opensAt
  return { opensAt, dueAt: dueAt < closes ? dueAt : closes, closesAt: closes }
}

/** In the order in which they may take a place: what keeps it first, then as the study names them, then by time. */
function createPriorityOrder(keepsPlace: (timepoint: string) => boolean) {
  const rankCandidate = ({ planned: { timepoint } }: Candidate) => (keepsPlace(timepoint) ? 0 : 1)
  return (a: Candidate, b: Candidate): number =>
    rankCandidate(a) - rankCandidate(b) || a.place - b.place || compareText(a.planned.dueAt, b.planned.dueAt)
}

function limitBurden(
  { assessmentsPerWeek: most }: StudyDefinition,
  candidates: readonly Candidate[],
  settled: SettledBatteries,
  fixed: ReadonlySet<string>,
  leftOut: OmittedAssessment[],
): readonly PlannedAssessment[] {
  if (most === undefined) return candidates.map(({ planned }) => planned)
  const keepsPlace = (timepoint: string) => settled.has(timepoint) || fixed.has(timepoint)
  const kept: PlannedAssessment[] = []
  for (const { planned } of [...candidates].sort(createPriorityOrder(keepsPlace)))
    if (keepsPlace(planned.timepoint) || countMaxWithinWeek([...kept, planned], planned) <= most)
      kept.push(planned)
    else leftOut.push({ timepoint: planned.timepoint, dueAt: planned.dueAt, rule: 'assessments-per-week' })
  return kept
}

const WEEK_HOURS = 7 * 24

/** The most that fall due within any seven days that `one` lies in. */
function countMaxWithinWeek(all: readonly PlannedAssessment[], one: PlannedAssessment): number {
  const due = all.map(({ dueAt }) => parseInstant(dueAt).epochMilliseconds / 3_600_000)
  const own = parseInstant(one.dueAt).epochMilliseconds / 3_600_000
  const from = due.filter((start) => start <= own && own < start + WEEK_HOURS)
  return Math.max(
    ...from.map((start) => due.filter((other) => other >= start && other < start + WEEK_HOURS).length),
  )
}

/**
 * Leaves an instrument out where it was asked too short a time before; an assessment with nothing left goes. What was
 * answered counts from then, however late that was, and what was begun from when it can be answered last; both against the
 * first moment at which it could be asked again. What nobody has begun counts as planned.
 */
function applySpacing(
  { spacing }: StudyDefinition,
  planned: readonly PlannedAssessment[],
  completions: ScheduleFacts['completions'],
  settled: SettledBatteries,
  fixed: ReadonlySet<string>,
  leftOut: OmittedAssessment[],
): readonly PlannedAssessment[] {
  const asked = planned.flatMap(({ timepoint, opensAt, closesAt, battery }) => {
    const at = completions.get(timepoint)
    if (at === undefined && !settled.has(timepoint)) return []
    const instruments = (settled.get(timepoint) ?? battery).map(findInstrumentId)
    return [{ timepoint, instruments, from: at ?? opensAt, until: at ?? closesAt }]
  })
  const isWithin = (days: number, from: string, to: string) =>
    Temporal.Instant.compare(parseInstant(from).add({ hours: days * 24 }), parseInstant(to)) > 0
  const inTime = [...planned].sort((a, b) => compareText(a.dueAt, b.dueAt))
  const lastPlanned = new Map<string, string>()
  return inTime.flatMap((one): readonly PlannedAssessment[] => {
    const asAsked = settled.get(one.timepoint)
    if (asAsked !== undefined) return [{ ...one, battery: asAsked }]
    const tooSoon = one.battery.filter((ref) => {
      if (fixed.has(one.timepoint)) return false
      const rule = spacing.find(({ instrument }) => instrument === findInstrumentId(ref))
      if (rule === undefined) return false
      const before = lastPlanned.get(findInstrumentId(ref))
      if (before !== undefined && isWithin(rule.days, before, one.dueAt)) return true
      return asked.some(
        ({ timepoint, instruments, from, until }) =>
          timepoint !== one.timepoint &&
          instruments.includes(findInstrumentId(ref)) &&
          from < one.closesAt &&
          isWithin(rule.days, until, one.opensAt),
      )
    })
    const battery = one.battery.filter((ref) => !tooSoon.includes(ref))
    if (!completions.has(one.timepoint))
      for (const ref of battery) lastPlanned.set(findInstrumentId(ref), one.dueAt)
    if (tooSoon.length > 0)
      leftOut.push({
        timepoint: one.timepoint,
        dueAt: one.dueAt,
        rule: 'spacing',
        instruments: tooSoon,
        isWhole: battery.length === 0,
      })
    return battery.length === 0 ? [] : [{ ...one, battery }]
  })
}

function findInstrumentId(ref: string): string {
  return ref.split('@')[0] ?? ref
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
