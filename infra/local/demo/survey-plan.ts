import { type FollowUp, SHARE_ABANDONED } from './cohort-parameters.ts'
import { DAY, type Life } from './life.ts'
import { createRandom } from './random.ts'

const HOUR = DAY / 24
const WEEK = 7 * DAY

/** Which survey of a participant it is: names the streams of its random draws. */
export type SurveyName = FollowUp | 'baseline'

export interface SurveyPlan {
  /** Milliseconds since 1970; `undefined` for one that is never begun. */
  readonly at: number | undefined
  /** Left half-way for good. */
  readonly isLeft: boolean
}

/** Whether and when a participant answers a survey. @param sentAt of its first text, milliseconds since 1970 */
export function drawSurveyPlan(life: Life, name: SurveyName, sentAt: number): SurveyPlan {
  const random = createRandom(life.seed, life.truth.site, life.index, 'survey', name)
  const completes = random.drawChance(life.truth.completionRate)
  const isLeft = !completes && random.drawChance(SHARE_ABANDONED)
  const delay = random.drawChance(0.65)
    ? random.drawInteger(1, 11) * HOUR
    : random.drawInteger(20, 100) * HOUR
  const at = sentAt + delay
  // The baseline closes with the first treatment.
  const [firstTreatedAt = Number.POSITIVE_INFINITY] = life.treatedAt
  const closesAt = sentAt < firstTreatedAt ? firstTreatedAt : Number.POSITIVE_INFINITY
  const isBegun = (completes || isLeft) && at < Math.min(life.leavesAt, closesAt)
  return { at: isBegun ? at : undefined, isLeft }
}

/** The stream of what a participant answers in a survey. */
export function createAnswerRandom({ seed, truth, index }: Life, name: SurveyName) {
  return createRandom(seed, truth.site, index, 'answers', name)
}

/** Numbers a participant's surveys by the time since their first treatment. */
export function findSurveyName(life: Life, at: number): SurveyName {
  const [first] = life.treatedAt
  return first === undefined || at < first + 5 * DAY ? 'baseline' : findFollowUp(first, at)
}

/** The follow-up that a time belongs to: half-way between two planned ones, the earlier has ended. */
function findFollowUp(treatedAt: number, at: number): FollowUp {
  const weeks = (at - treatedAt) / WEEK
  if (weeks < 2.8) return 'week-1'
  if (weeks < 9) return 'week-4'
  return weeks < 20 ? 'week-12' : 'week-24'
}
