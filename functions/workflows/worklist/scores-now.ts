import type { Instruments } from '../../../surveys/library/library.ts'
import type { Assessment } from '../../records/assessment/assessment.ts'
import { type BatteryAnswers, buildBattery } from '../../records/response/response.ts'
import { formatScoreName, scoreBattery } from '../../records/score/score.ts'

/**
 * The scores that answers give now, by the versions that the assessment was planned with.
 *
 * @param names `instrument/scale`
 * @returns by name, in the scale's unit; null where the answers give none
 */
export function computeScoresNow(
  library: Instruments,
  { battery }: Pick<Assessment, 'battery'>,
  answers: BatteryAnswers,
  names: ReadonlySet<string>,
): Readonly<Record<string, number | null>> {
  const measured = new Set([...names].map((name) => name.split('/')[0]))
  const instruments = battery
    .filter((ref) => measured.has(ref.split('@')[0]))
    .flatMap((ref) => library.findInstrument(ref) ?? [])
  const scores = scoreBattery(buildBattery(instruments), answers)
  return Object.fromEntries(
    [...names].map((name) => {
      const score = scores.find((one) => formatScoreName(one) === name)
      return [name, score?.kind === 'scored' ? score.value : null]
    }),
  )
}
