import { type FollowUp, SHARE_SKIPPED } from './cohort-parameters.ts'
import type { Life } from './life.ts'
import type { DemoRandom } from './random.ts'

/** How a participant is doing when a survey reaches them. */
export interface PatientCondition {
  /** Worst pain now, 0 to 10. */
  readonly worstPain: number
  readonly lowMood: number
  readonly improved: boolean
}

/**
 * Condition before treatment, or at a follow-up. Improved means exactly what the responder definition of 30 % less worst
 * pain says, so that a true rate is a rate of that definition.
 */
export function drawCondition(
  life: Life,
  timepoint: FollowUp | undefined,
  random: DemoRandom,
): PatientCondition {
  const before = { worstPain: life.worstPain, lowMood: life.lowMood, improved: false }
  if (timepoint === undefined) return before
  const improved = life.disposition < life.truth.responseRate[timepoint]
  const [least, most] = findPainRange(life.worstPain, improved)
  const worstPain = Math.min(10, random.drawInteger(least, most))
  if (improved) return { worstPain, lowMood: life.lowMood * 0.5, improved }
  return { worstPain, lowMood: Math.min(1, life.lowMood * (0.8 + 0.3 * random.drawUniform())), improved }
}

/** Worst pain at a follow-up is uniform from the first to the second, above 10 counting as 10. @param before 0 to 10 */
function findPainRange(before: number, improved: boolean): readonly [number, number] {
  const limit = Math.floor(0.7 * before)
  return improved ? [Math.max(0, limit - 3), limit] : [limit + 1, before + 1]
}

/**
 * The option that a participant in this condition chooses, undefined where they skip the question.
 *
 * @param codes the options as the page offers them, in its order
 */
export function chooseOption(
  item: string,
  codes: readonly string[],
  condition: PatientCondition,
  random: DemoRandom,
): string | undefined {
  if (item !== 'worst-pain-nrs/worst' && random.drawChance(SHARE_SKIPPED)) return undefined
  const place = choosePlace(item, codes.length - 1, condition, random)
  return codes[Math.max(0, Math.min(codes.length - 1, Math.round(place)))]
}

/** @param last place of the last option, 0 being the first */
function choosePlace(
  item: string,
  last: number,
  { worstPain, lowMood, improved }: PatientCondition,
  random: DemoRandom,
): number {
  const noise = random.drawUniform() - 0.5
  switch (item) {
    case 'worst-pain-nrs/worst':
      return worstPain
    case 'peg/pain':
      return worstPain - 1 + 2 * noise
    case 'peg/enjoyment':
    case 'peg/activity':
      return worstPain - 0.5 + 3 * noise
    case 'sleep-quality/quality':
      return last - 0.8 * worstPain + 3 * noise
    case 'rand-36-general-health/health':
      return 1 + 0.25 * worstPain + 2 * noise
    case 'pgic/change':
      return (improved ? 1 : 3) + 1.6 * noise
    case 'satisfaction/satisfaction':
      return (improved ? 8 : 4) + 3 * noise
    case 'phq-9/self-harm':
      // Rare, and rarer in those who feel better.
      return random.drawChance(0.12 * lowMood) ? 1 : 0
    default:
      return lowMood * last * 0.8 + 2 * noise
  }
}
