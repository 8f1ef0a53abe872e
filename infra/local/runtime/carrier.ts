import * as z from 'zod'
import { addDuration } from './duration.ts'
import type { StateFile } from './state-file.ts'
import type { PublishedEvent } from './texting.ts'

const number = z.string().regex(/^\+[1-9]\d{6,14}$/)

/** What the simulated carrier does wrong. Everything that is left out is as it should be. */
export const carrierFaultsSchema = z.strictObject({
  /**
   * `throttle`: busy. `out-of-spend`: the account's limit. `refuse`: for `reason`. `lose-replies`: the text goes out, and nobody
   * learns of it.
   */
  texts: z.enum(['accept', 'throttle', 'out-of-spend', 'refuse', 'lose-replies']).default('accept'),
  /** A reason of ConflictException, ValidationException or AccessDeniedException, or the name of any error. */
  reason: z
    .string()
    .regex(/^\w{1,80}$/)
    .default('INVALID_PARAMETER'),
  /** Only texts to these numbers; none for all. */
  numbers: z.array(number).max(100).default([]),
  /** Delivery reports. */
  receipts: z.enum(['on-time', 'lost', 'late']).default('on-time'),
  /** ISO 8601 duration by which reports are late. */
  lateBy: z
    .string()
    .refine((value) => addDuration(0, value) !== undefined)
    .default('PT1H'),
  /** Numbers on the opt-out list. */
  optedOut: z.array(number).max(100).default([]),
})
export type CarrierFaults = z.output<typeof carrierFaultsSchema>
const NO_CARRIER_FAULTS: CarrierFaults = carrierFaultsSchema.parse({})

export interface CarrierRefusal {
  readonly status: number
  /** Name of the error. */
  readonly type: string
  readonly reason?: string
  readonly fields?: readonly string[]
}

/** The carrier with the faults that somebody at this machine gave it. */
export class Carrier {
  readonly #kept: StateFile<CarrierFaults>
  #late: { readonly at: number; readonly event: PublishedEvent }[] = []

  constructor(kept: StateFile<CarrierFaults>) {
    this.#kept = kept
  }

  get faults(): CarrierFaults {
    return this.#kept.read() ?? NO_CARRIER_FAULTS
  }

  set faults(faults: CarrierFaults) {
    this.#kept.write(faults)
  }

  /** `undefined` for a text that is taken. */
  findRefusal(to: string): CarrierRefusal | undefined {
    const { texts, reason, numbers, optedOut } = this.faults
    if (optedOut.includes(to)) return buildRefusal('DESTINATION_PHONE_NUMBER_OPTED_OUT')
    if (numbers.length > 0 && !numbers.includes(to)) return undefined
    if (texts === 'throttle') return { status: 429, type: 'ThrottlingException' }
    if (texts === 'out-of-spend') return buildRefusal('MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT')
    return texts === 'refuse' ? buildRefusal(reason) : undefined
  }

  losesReply(to: string): boolean {
    const { texts, numbers } = this.faults
    return texts === 'lose-replies' && (numbers.length === 0 || numbers.includes(to))
  }

  /** @returns false where the number was not on the list */
  liftOptOut(of: string): boolean {
    const { optedOut } = this.faults
    if (!optedOut.includes(of)) return false
    this.faults = { ...this.faults, optedOut: optedOut.filter((one) => one !== of) }
    return true
  }

  /** @returns the report where it is published now; one that is late is kept until its time */
  report(event: PublishedEvent, now: number): PublishedEvent | undefined {
    const { receipts, lateBy } = this.faults
    if (receipts === 'lost') return undefined
    if (receipts === 'on-time') return event
    this.#late.push({ at: addDuration(now, lateBy) ?? now, event })
    return undefined
  }

  /** Reports whose time has come, each once. */
  takeDueReports(now: number): readonly PublishedEvent[] {
    const due = this.#late.filter(({ at }) => at <= now)
    this.#late = this.#late.filter(({ at }) => at > now)
    return due.map(({ event }) => event)
  }

  get nextReportAt(): number | undefined {
    return this.#late.length === 0 ? undefined : Math.min(...this.#late.map(({ at }) => at))
  }
}

/** As AWS answers it. A reason belongs to one error; what is no reason is the name of an error itself. */
function buildRefusal(reason: string): CarrierRefusal {
  if (/^MONTHLY_SPEND|_LIMIT$/.test(reason))
    return { status: 402, type: 'ServiceQuotaExceededException', reason }
  if (reason === 'ACCOUNT_DISABLED' || reason === 'INSUFFICIENT_ACCOUNT_REPUTATION')
    return { status: 400, type: 'AccessDeniedException', reason }
  if (!/^[A-Z_]+$/.test(reason)) return { status: 400, type: reason }
  if (
    /^(DESTINATION_PHONE|DESTINATION_COUNTRY_BLOCKED_BY|NO_ORIGINATION|RESOURCE_NOT_ACTIVE|.*_MISMATCH$)/.test(
      reason,
    )
  )
    return { status: 409, type: 'ConflictException', reason }
  return { status: 400, type: 'ValidationException', reason, fields: ['DestinationPhoneNumber'] }
}
