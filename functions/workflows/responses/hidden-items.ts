import { computeAnswerStates } from '../../../surveys/instrument/answer-states.ts'
import { type Battery, type BatteryAnswers, pickAnswers } from '../../records/response/response.ts'

/**
 * Which of these items the answers, taken together, hide by a condition of the form. An adaptive form's own choice hides
 * none: what was asked of it may leave its path by an answer of another tab, and comes back to it.
 *
 * @param keys `instrument/item` of those that are asked about
 */
export function listHiddenItems(
  battery: Battery,
  answers: BatteryAnswers,
  keys: Iterable<string>,
): readonly string[] {
  const asked = new Set(keys)
  const conditional = battery.items.filter(({ key, item }) => asked.has(key) && item.shownWhen !== undefined)
  const states = new Map(
    [...new Set(conditional.map(({ instrument }) => instrument))].map((instrument) => [
      instrument,
      computeAnswerStates(instrument, pickAnswers(instrument, answers)),
    ]),
  )
  return conditional
    .filter(({ instrument, item }) => states.get(instrument)?.get(item.id) === 'not-shown')
    .map(({ key }) => key)
}
