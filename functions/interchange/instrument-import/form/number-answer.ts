import type { Localised } from '../../../../surveys/instrument/vocabulary.ts'
import { type ImportedAnswer, MAX_SCALE_STEPS, NUMBER_LIMITS, type Remarks } from './form.ts'

const MAX_DECIMALS = 3

export type NumberQuestion = {
  readonly minimum: number | undefined
  readonly maximum: number | undefined
  readonly decimals: number
  readonly unit?: Localised | null
  readonly minimumLabel?: Localised | null
  readonly maximumLabel?: Localised | null
}

/**
 * How a number is asked: whole ones with few steps as a scale, others written in. A bound that the file does not set is
 * taken as widely as can be, which is warned of. `undefined` after a fault. `at` says where in the file a bound stands.
 */
export function buildNumberAnswer(
  asked: NumberQuestion,
  findPlace: (bound: 'minimum' | 'maximum') => string,
  remarks: Remarks,
): ImportedAnswer | undefined {
  const faultsBefore = remarks.faults.length
  const minimum = asked.minimum ?? NUMBER_LIMITS.minimum
  const maximum = asked.maximum ?? NUMBER_LIMITS.maximum
  const { decimals, unit = null, minimumLabel = null, maximumLabel = null } = asked
  if (minimum >= maximum) {
    remarks.fault(findPlace('maximum'), 'the range is empty')
    return undefined
  }
  const isBounded = asked.minimum !== undefined && asked.maximum !== undefined
  if (decimals === 0 && isBounded && maximum - minimum <= MAX_SCALE_STEPS)
    return { type: 'numeric-scale', minimum, maximum, minimumLabel, maximumLabel }
  if (minimum < 0) remarks.fault(findPlace('minimum'), 'negative numbers are not supported')
  if (maximum > NUMBER_LIMITS.maximum)
    remarks.fault(findPlace('maximum'), `a number may be at most ${NUMBER_LIMITS.maximum}`)
  if (decimals > MAX_DECIMALS)
    remarks.fault(findPlace('maximum'), `a number may have at most ${MAX_DECIMALS} decimals`)
  for (const bound of ['minimum', 'maximum'] as const)
    if (asked[bound] === undefined)
      remarks.warn(findPlace(bound), `there is no ${bound}, so ${NUMBER_LIMITS[bound]} is used`)
  return remarks.faults.length > faultsBefore
    ? undefined
    : { type: 'number', minimum, maximum, decimals, unit }
}
