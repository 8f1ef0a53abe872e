import { parseTimepointId } from '../../../surveys/study/occurrence.ts'
import type { VersionCounts } from '../../../web/api/studies/version-effects.ts'
import {
  type Assessment,
  findStateAtIso,
  type TextedAssessment,
} from '../../records/assessment/assessment.ts'
import type { Plan, PlannedAssessment } from '../schedule/plan.ts'
import { listScheduleChanges, type ScheduleChange } from '../schedule/schedule-changes.ts'
import type { Window } from '../schedule/window.ts'

/**
 * What a version changes of one participant's assessments. Whatever is open, begun or closed stays as it is; so nothing is added
 * but what opens later. Pure.
 *
 * @param plan by every version that they have followed, and this one since now: see `buildVersionedPlan`
 * @param now ISO 8601
 */
export function listVersionChanges<Standing extends TextedAssessment>(
  existing: readonly Standing[],
  plan: Plan,
  where: { readonly timeZone: string; readonly locale: string },
  now: string,
): readonly ScheduleChange<Standing>[] {
  return listScheduleChanges(existing, plan, where, now).filter((change) => isOfWhatComes(change, now))
}

function isOfWhatComes(change: ScheduleChange, now: string): boolean {
  switch (change.kind) {
    case 'add':
      return change.planned.opensAt > now
    case 'cancel':
      return isToCome(change.assessment, now)
    case 'move':
      return change.from.progress === 'cancelled' ? change.planned.opensAt > now : isToCome(change.from, now)
  }
}

function isToCome({ progress, opensAt }: Assessment, now: string): boolean {
  return progress === 'untouched' && opensAt > now
}

/** What a version does to one assessment of one participant. */
export type VersionEffect = { readonly timepoint: string } & (
  | { readonly kind: 'added'; readonly to: Window }
  /** `rule`: which of the version's rules leaves it out; none where it asks this no more. */
  | { readonly kind: 'cancelled'; readonly from: Window; readonly rule?: string }
  | {
      readonly kind: 'changed'
      readonly from: Window
      readonly to: Window
      readonly hasOtherBattery: boolean
      readonly hasOtherTexts: boolean
    }
  /** The version would ask it otherwise, or no more: it stays as it is. */
  | { readonly kind: 'left-alone'; readonly begun: boolean }
)

/**
 * @param changes of `listVersionChanges`
 * @param plan that they follow from
 * @param alone what the version plans where it is the only one
 * @param version its number
 */
export function listVersionEffects(
  existing: readonly TextedAssessment[],
  changes: readonly ScheduleChange[],
  plan: Plan,
  alone: Plan,
  version: string,
  now: string,
): readonly VersionEffect[] {
  const rules = new Map(plan.leftOut.map(({ timepoint, rule }) => [timepoint, rule]))
  const asked = new Map(alone.assessments.map((one) => [one.timepoint, one]))
  return [
    ...changes.map((change) => describeChange(change, rules)),
    ...existing
      .filter((one) => one.studyVersion !== version && isLeftOtherwise(one, asked.get(one.timepoint), now))
      .map(
        ({ timepoint, progress }): VersionEffect => ({
          ...{ timepoint, kind: 'left-alone', begun: progress === 'started' },
        }),
      ),
  ]
}

function describeChange(change: ScheduleChange, rules: ReadonlyMap<string, string>): VersionEffect {
  switch (change.kind) {
    case 'add':
      return buildAdded(change.planned)
    case 'cancel': {
      const { timepoint } = change.assessment
      const rule = rules.get(timepoint)
      return {
        ...{ timepoint, kind: 'cancelled', from: pickWindow(change.assessment) },
        ...(rule !== undefined && { rule }),
      }
    }
    case 'move': {
      const { from, planned } = change
      if (from.progress === 'cancelled') return buildAdded(planned)
      return {
        ...{ timepoint: planned.timepoint, kind: 'changed', from: pickWindow(from), to: pickWindow(planned) },
        hasOtherBattery: from.battery.join() !== planned.battery.join(),
        hasOtherTexts: planned.renews === true,
      }
    }
  }
}

function buildAdded(planned: PlannedAssessment): VersionEffect {
  return { timepoint: planned.timepoint, kind: 'added', to: pickWindow(planned) }
}

/** Open, and the version would have it otherwise. */
function isLeftOtherwise(one: Assessment, asked: PlannedAssessment | undefined, now: string): boolean {
  if (!['open', 'started'].includes(findStateAtIso(one, now))) return false
  if (!asked) return true
  return !isSameWindow(one, asked) || one.battery.join() !== asked.battery.join()
}

function pickWindow({ opensAt, dueAt, closesAt }: Window): Window {
  return { opensAt, dueAt, closesAt }
}

function isSameWindow(a: Window, b: Window): boolean {
  return a.opensAt === b.opensAt && a.dueAt === b.dueAt && a.closesAt === b.closesAt
}

const NONE: VersionCounts = {
  ...{ moved: 0, otherBattery: 0, otherTexts: 0, added: 0, cancelled: 0, cancelledByRule: 0 },
  ...{ leftOpen: 0, leftBegun: 0 },
}

/** Counts by timepoint: of a repeated one all occurrences together. */
export type CountsByTimepoint = Readonly<Record<string, VersionCounts>>

/** @returns what was counted before with the effects on one participant more */
export function addEffects(
  before: CountsByTimepoint,
  effects: readonly VersionEffect[],
): Record<string, VersionCounts> {
  const counts: Record<string, VersionCounts> = { ...before }
  for (const effect of effects) {
    const id = parseTimepointId(effect.timepoint)
    const sum = counts[id] ?? NONE
    const one = countEffect(effect)
    counts[id] = Object.fromEntries(
      Object.entries(sum).map(([name, count]) => [name, count + (one[name as keyof VersionCounts] ?? 0)]),
    ) as VersionCounts
  }
  return counts
}

function countEffect(effect: VersionEffect): Partial<VersionCounts> {
  switch (effect.kind) {
    case 'added':
      return { added: 1 }
    case 'cancelled':
      return { cancelled: 1, cancelledByRule: effect.rule === undefined ? 0 : 1 }
    case 'changed':
      return {
        moved: isSameWindow(effect.from, effect.to) ? 0 : 1,
        otherBattery: effect.hasOtherBattery ? 1 : 0,
        otherTexts: effect.hasOtherTexts ? 1 : 0,
      }
    case 'left-alone':
      return effect.begun ? { leftBegun: 1 } : { leftOpen: 1 }
  }
}

/** Whether anything of a participant's plan changes. */
export function isTouched(effects: readonly VersionEffect[]): boolean {
  return effects.some(({ kind }) => kind !== 'left-alone')
}
