import { treatmentProblems } from '../../../web/api/problems/treatment-problems.ts'
import { TREATMENT_CONFIRMATIONS } from '../../../web/api/treatments/treatment-confirmations.ts'
import type { ExposureFault, TreatmentTimeFault } from '../../../web/console/index.ts'
import { buildStatusError } from './form-fields.ts'
import { formatWallTime, parseWallTime } from './wall-time.ts'

/* What the forms of a treatment say, and which of their fields a refusal is of. */

/** The kinds that the page showed. A form that names another confirms nothing: it is not the one that was shown. */
export function readConfirmed(confirm = ''): readonly string[] {
  const named = confirm.split(' ')
  const known = TREATMENT_CONFIRMATIONS.filter((one) => named.includes(one))
  return known.length === named.length ? known : []
}

/** The form knows minutes: what shows exactly the minute of before stays where it is. */
export function parseMovedTime(wall: string | undefined, from: string, timeZone: string): string | undefined {
  return wall === formatWallTime(from, timeZone) ? from : parseWallTime(wall, timeZone)
}

/** @throws ProblemError for what is no fault of the form */
export function findTimeFault(type: string, status: number): TreatmentTimeFault | ExposureFault {
  const known = FAULTS.find(([code]) => type.endsWith(code))
  if (known) return known[1]
  if (status === 409) return 'too-often'
  if (status !== 422) throw buildStatusError(status)
  return 'givenAt'
}

const FAULTS = [
  [treatmentProblems.afterEnd.code, 'ended'],
  [treatmentProblems.taken.code, 'taken'],
  [treatmentProblems.recordedOtherwise.code, 'recorded-otherwise'],
  [treatmentProblems.inFuture.code, 'in-future'],
  [treatmentProblems.tooEarly.code, 'too-early'],
] as const
