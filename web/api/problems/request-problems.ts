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
