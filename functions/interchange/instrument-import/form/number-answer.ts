import type { Localised } from '../../../../surveys/instrument/vocabulary.ts'
import { type ImportedAnswer, MOST_SCALE_STEPS, type Remarks, WIDEST_NUMBER } from './form.ts'

const MOST_DECIMALS = 3

export type NumberAsked = {
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
export function numberAnswer(
  asked: NumberAsked,
  at: (bound: 'minimum' | 'maximum') => string,
  remarks: Remarks,
): ImportedAnswer | undefined {
  const faultsBefore = remarks.faults.length
  const minimum = asked.minimum ?? WIDEST_NUMBER.minimum
  const maximum = asked.maximum ?? WIDEST_NUMBER.maximum
  const { decimals, unit = null, minimumLabel = null, maximumLabel = null } = asked
  if (minimum >= maximum) {
    remarks.fault(at('maximum'), 'the range is empty')
    return undefined
  }
  const isBounded = asked.minimum !== undefined && asked.maximum !== undefined
  if (decimals === 0 && isBounded && maximum - minimum <= MOST_SCALE_STEPS)
    return { type: 'numeric-scale', minimum, maximum, minimumLabel, maximumLabel }
  if (minimum < 0) remarks.fault(at('minimum'), 'negative numbers are not supported')
  if (maximum > WIDEST_NUMBER.maximum)
    remarks.fault(at('maximum'), `a number may be at most ${WIDEST_NUMBER.maximum}`)
  if (decimals > MOST_DECIMALS)
    remarks.fault(at('maximum'), `a number may have at most ${MOST_DECIMALS} decimals`)
  for (const bound of ['minimum', 'maximum'] as const)
    if (asked[bound] === undefined)
      remarks.warn(at(bound), `there is no ${bound}, so ${WIDEST_NUMBER[bound]} is used`)
  return remarks.faults.length > faultsBefore
    ? undefined
    : { type: 'number', minimum, maximum, decimals, unit }
}
