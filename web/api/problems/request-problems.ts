import { platformProblems } from './platform-problems.ts'

const {
  notSignedIn,
  outOfScope,
  notFound,
  forbidden,
  invalidInput,
  malformedJson,
  unsupportedMediaType,
  tooLarge,
} = platformProblems

/** Refusals of every route that reads. */
export const readProblems = [notSignedIn, outOfScope, notFound]

/** Of routes with names and numbers, which are for those who call. */
export const contactProblems = [...readProblems, forbidden]

/** Of those that show a name, a number or somebody’s words. */
export const identifiedProblems = [...contactProblems, platformProblems.notRecorded]

/** Refusals of every route that writes. */
export const writeProblems = [
  notSignedIn,
  outOfScope,
  notFound,
  forbidden,
  malformedJson,
  unsupportedMediaType,
  tooLarge,
  invalidInput,
]
