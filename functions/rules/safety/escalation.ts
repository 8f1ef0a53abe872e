import type { StudySafety } from '../../../surveys/study/definition.ts'
import { parseDuration } from '../../../surveys/study/duration.ts'
import { HOUR_MS, MINUTE_MS, shiftIso } from '../../platform/core/clock.ts'
import type { SafetyAlert } from '../../records/alert/alert.ts'

/*
 * When an alert is sent to people, and to whom. Times by severity:
 *
 *                 | first            | again                    | the study's leads too | until
 *   self-harm     | at once          | every 15 minutes         | after an hour         | a day of it, then as others
 *   anything else | acknowledgeWithin| every escalateEvery      | never                 | 42 times
 *
 * Until somebody takes the alert on or closes it. News begins the rounds again where they have slowed down or ended. Pure.
 */

const URGENT_EVERY_MINUTES = 15
const LEADS_AFTER_MS = HOUR_MS
/** A day of it at every 15 minutes. */
const URGENT_ROUNDS = 96
/** A week of it at every four hours: then the list has stopped reading. The alert stays open on the worklist. */
const ROUNDS = 42

/** The rules of instruments, and the one of texts, that mean that somebody may harm themselves. */
const URGENT_RULES: ReadonlySet<string> = new Set(['self-harm', 'suicidal-thoughts'])

export function isUrgent({ rule }: Pick<SafetyAlert, 'rule'>): boolean {
  return URGENT_RULES.has(rule)
}

/** Whether an open alert is sent more slowly than at first, or no more. */
export function hasSlowedDown(alert: Pick<SafetyAlert, 'rule' | 'escalations' | 'escalateAt'>): boolean {
  return alert.escalateAt === undefined || (isUrgent(alert) && alert.escalations >= URGENT_ROUNDS)
}

/**
 * @param rounds that were made, with this one
 * @returns when it is sent again; `undefined` for no more
 */
export function findNextRound(
  alert: Pick<SafetyAlert, 'rule'>,
  { escalateEvery }: Pick<StudySafety, 'escalateEvery'>,
  rounds: number,
  at: string,
): string | undefined {
  if (isUrgent(alert) && rounds < URGENT_ROUNDS) return shiftIso(at, URGENT_EVERY_MINUTES * MINUTE_MS)
  if (rounds >= ROUNDS + (isUrgent(alert) ? URGENT_ROUNDS : 0)) return undefined
  return shiftIso(at, parseDuration(escalateEvery).count * HOUR_MS)
}

/** Whether the study's leads are told too: somebody may be harmed, and the site has not answered, or has nobody. */
export function isForLeads(
  alert: Pick<SafetyAlert, 'rule' | 'raisedAt'>,
  hasSomebody: boolean,
  at: string,
): boolean {
  if (!isUrgent(alert)) return false
  return !hasSomebody || Date.parse(at) - Date.parse(alert.raisedAt) >= LEADS_AFTER_MS
}

/** Minutes; the last one for all later tries. */
const PAUSES = [1, 2, 4, 8, 15] as const
const GIVE_UP_AFTER_MS = 24 * HOUR_MS

/**
 * When a message that was not accepted is tried again: soon, then ever less often.
 *
 * @param tries that were made, with this one
 */
export function findNextTry(tries: number, at: string): string {
  return shiftIso(at, (PAUSES[Math.min(tries, PAUSES.length) - 1] ?? 1) * MINUTE_MS)
}

/** Whether a message that was not accepted is tried no more: after a day of it. */
export function isGivenUp(createdAt: string, at: string): boolean {
  return Date.parse(at) - Date.parse(createdAt) > GIVE_UP_AFTER_MS
}

/** From how many tries on somebody is told that a message does not go out. */
export const REPORTED_FROM_TRIES = 3
