import type { Condition } from '../instrument/condition.ts'

/**
 * The way through the questions of a battery. Pure and without zod, since the participant's browser goes the same way
 * as the server; for the oldest browsers it uses no method newer than ES2018.
 */

/** How one question stands. A battery has one per item, in its order. */
export type ScreenState = {
  /** 1-based. */
  readonly position: number
  /** Whether the answers so far lead to this question. One that is not shown keeps its position. */
  readonly shown: boolean
  /** When it is shown, over positions; none where it always is. */
  readonly shownWhen?: Condition<number> | undefined
  /** The code given; `null` where it was skipped; `undefined` where the question was not reached. */
  readonly answer?: string | null | undefined
  /** Of an instrument that chooses its questions by the answers. */
  readonly adaptive?: boolean
  /** Not chosen yet, and perhaps never: counted among the questions that there are at most. */
  readonly mayFollow?: boolean
}

/** Whether what is asked next is chosen by the answers: such a survey is led by the server, question by question. */
export function isAdaptive(screens: readonly ScreenState[]): boolean {
  return screens.some(({ adaptive }) => adaptive)
}

/** The first screen that was neither answered nor skipped; `undefined` when every one has been. */
export function findFirstOpenScreen<Screen extends ScreenState>(
  screens: readonly Screen[],
): Screen | undefined {
  return screens.find((screen) => screen.shown && screen.answer === undefined)
}

/** The question before a position, which need not be one; `undefined` before the first. */
export function findPreviousScreen<Screen extends ScreenState>(
  screens: readonly Screen[],
  position: number,
): Screen | undefined {
  return screens.filter((screen) => screen.shown && screen.position < position).pop()
}

/**
 * Where an answer leads: the next question, or `undefined` to the review. An answer that is changed from the review
 * leads back there, unless a question has come up because of it.
 */
export function findNextScreen<Screen extends ScreenState>(
  screens: readonly Screen[],
  position: number,
  fromReview: boolean,
): Screen | undefined {
  const next = screens.find((screen) => screen.shown && screen.position > position)
  if (!fromReview) return next
  const cameUp = next?.shownWhen !== undefined && next.answer === undefined
  // An adaptive form that is led elsewhere asks on, wherever its next question stands.
  return cameUp
    ? next
    : screens.find((screen) => screen.adaptive && screen.shown && screen.answer === undefined)
}

/** The how-manieth question this is of those that are shown: 1-based. `isAtMost` while some of them may yet not be asked. */
export function computeScreenPlace(
  screens: readonly ScreenState[],
  position: number,
): { place: number; of: number; isAtMost: boolean } {
  const counted = screens.filter((screen) => screen.shown || screen.mayFollow || screen.position === position)
  return {
    place: counted.findIndex((screen) => screen.position === position) + 1,
    of: counted.length,
    isAtMost: screens.some((screen) => screen.mayFollow),
  }
}
