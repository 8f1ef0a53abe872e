import type { Context } from 'hono'
import { findNextScreen } from '../../surveys/battery/navigation.ts'
import { platformProblems } from '../../web/api/problems/platform-problems.ts'
import { responseProblems } from '../../web/api/problems/response-problems.ts'
import type { participantPaths, Screen } from '../../web/participant/index.ts'
import { ProblemError } from '../platform/core/problem-error.ts'
import type { Survey } from '../workflows/responses/load-survey.ts'
import { listScreens } from './survey-view.ts'

/** @throws ProblemError 404 for a place that the survey does not have */
export function parsePosition(c: Context, { battery }: Survey): number {
  const position = Number(c.req.param('position'))
  if (!Number.isInteger(position) || position < 1 || position > battery.items.length)
    throw new ProblemError(platformProblems.notFound)
  return position
}

/** The item at a position: the battery's own order, unless an instrument chooses what it asks next. */
export function findItemKey(survey: Survey, position: number): string {
  const isAdaptive = survey.battery.instruments.some(({ definition }) => definition.adaptive)
  const item = isAdaptive
    ? listScreens(survey)[position - 1]?.itemKey
    : survey.battery.items[position - 1]?.key
  if (item === undefined) throw new ProblemError(responseProblems.unknownItem)
  return item
}

/** Where an answer leads: to help, to the next question, or to the review. */
export function findNextPlace(
  paths: ReturnType<typeof participantPaths>,
  screens: readonly Screen[],
  position: number,
  safety: boolean,
  review: boolean,
): string {
  if (safety) return paths.help(position, review)
  const next = findNextScreen(screens, position, review)
  return next ? paths.question(next.position, review) : paths.review
}

/** The answer is being changed, and Next leads back to the review. */
export function isFromReview(c: Context): boolean {
  return c.req.query('from') === 'review'
}
