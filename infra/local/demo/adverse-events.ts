import { DEMO_SEED } from './cohort-parameters.ts'
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

/** Made up, as everything of the cohort is: how often a treatment is followed by each, and how bad it is. */
const SHARES = [
  { term: 'dissociation', share: 0.25 },
  { term: 'nausea', share: 0.15 },
  { term: 'blood-pressure-rise', share: 0.1 },
] as const
const SHARE_MODERATE = 0.3
const SHARE_SEVERE = 0.04

/** What follows a treatment; its draws change no others. @param givenAt milliseconds since 1970 */
export function drawAdverseEvents({ truth, index }: Life, givenAt: number): readonly DemoAdverseEvent[] {
  const random = createRandom(DEMO_SEED, truth.site, index, 'adverse-events', givenAt)
  return SHARES.flatMap(({ term, share }) => {
    const happens = random.drawChance(share)
    const isSevere = random.drawChance(SHARE_SEVERE)
    const isModerate = random.drawChance(SHARE_MODERATE)
    const severity = isSevere ? 'severe' : isModerate ? 'moderate' : 'mild'
    return happens
      ? [{ kind: 'adverse-event' as const, term, severity, serious: false, relation: 'probable' }]
      : []
  })
}
