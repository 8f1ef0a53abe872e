import { createRandom } from './random.ts'

/**
 * The list by which a clinic of the demo trial allocates: permuted blocks of one or two participants of each arm, at random,
 * so that arms stay balanced and the end of a block cannot be foreseen. The study office of a real trial makes such a list
 * elsewhere; Concord takes the arm at enrolment and draws none.
 *
 * @returns an arm for each participant in the order of enrolment
 */
export function drawAllocationList(
  arms: readonly string[],
  participants: number,
  ...name: (string | number)[]
): string[] {
  const random = createRandom(...name, 'allocation')
  const list: string[] = []
  while (list.length < participants) {
    const block = random.drawChance(0.5) ? [...arms] : [...arms, ...arms]
    // Fisher and Yates.
    for (let last = block.length - 1; last > 0; last -= 1) {
      const other = random.drawInteger(0, last)
      const moved = block[last] as string
      block[last] = block[other] as string
      block[other] = moved
    }
    list.push(...block)
  }
  return list.slice(0, participants)
}
