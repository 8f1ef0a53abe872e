import type { Life } from './life.ts'
import { createRandom } from './random.ts'

/** An adverse event as the API takes it. */
export interface DemoAdverseEvent {
  readonly kind: 'adverse-event'
  readonly term: string
  readonly severity: string
  readonly serious: boolean
  readonly relation: string
}

const SHARE_MODERATE = 0.3
const SHARE_SEVERE = 0.04

/** What follows a treatment; its draws change no others. @param givenAt milliseconds since 1970 */
export function drawAdverseEvents(
  { seed, truth, index, adverseEvents }: Life,
  givenAt: number,
): readonly DemoAdverseEvent[] {
  const random = createRandom(seed, truth.site, index, 'adverse-events', givenAt)
  return adverseEvents.flatMap(({ term, share }) => {
    const happens = random.drawChance(share)
    const isSevere = random.drawChance(SHARE_SEVERE)
    const isModerate = random.drawChance(SHARE_MODERATE)
    const severity = isSevere ? 'severe' : isModerate ? 'moderate' : 'mild'
    return happens
      ? [{ kind: 'adverse-event' as const, term, severity, serious: false, relation: 'probable' }]
      : []
  })
}
