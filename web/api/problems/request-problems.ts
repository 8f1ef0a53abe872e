import { platformProblems } from './platform-problems.ts'

const { notSignedIn, notFound, forbidden, invalidInput, malformedJson, unsupportedMediaType, tooLarge } =
  platformProblems

/** Refusals of every route that reads. */
export const readProblems = [notSignedIn, notFound]

/** Refusals of every route that writes. */
export const writeProblems = [
  notSignedIn,
  notFound,
  forbidden,
  malformedJson,
  unsupportedMediaType,
  tooLarge,
  invalidInput,
]
