import type { LostContactChange, LostOptOut } from './lost-facts.ts'

/** What changes that the tables do not have made of a contact, together. */
export type LostContact = {
  /** Of the latest, ISO 8601. */
  readonly at: string
  /** As the latest leaves it. */
  readonly smsConsent: boolean
  /** Of any of them. */
  readonly hasNewNumber: boolean
}

/**
 * @param changes in the order of time
 * @param revision of the contact that the tables hold
 * @returns undefined where the tables have them all
 */
export function mergeLostChanges(
  changes: readonly LostContactChange[],
  revision: number,
): LostContact | undefined {
  const lost = changes.filter((one) => one.revision > revision)
  const last = lost.at(-1)
  return (
    last && {
      ...{ at: last.at, smsConsent: last.smsConsent },
      hasNewNumber: lost.some(({ hasNewNumber }) => hasNewNumber),
    }
  )
}

/** Whether somebody made sure of the number, or entered another, since it was called wrong, and the tables have that. */
export function isNumberSettled(
  { at }: LostOptOut,
  changes: readonly LostContactChange[],
  revision: number,
): boolean {
  return changes.some(
    (one) => one.at > at && one.revision <= revision && (one.isReachable || one.hasNewNumber),
  )
}
