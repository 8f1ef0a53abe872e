import type { Problem } from './problem.ts'

export const libraryProblems = {
  alreadyRetired: {
    code: 'already-retired',
    status: 409,
    title: 'This version is already retired',
    detail: 'Its reason stays as it was given first.',
  },
} as const satisfies Record<string, Problem>
