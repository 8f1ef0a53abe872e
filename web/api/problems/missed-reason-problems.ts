import type { Problem } from './problem.ts'

export const missedReasonProblems = {
  neitherMissedNorLate: {
    code: 'assignment-neither-missed-nor-late',
    status: 409,
    title: 'These questions were neither missed nor answered late',
    detail:
      'A reason is recorded when the window has closed without an answer, or after an answer that came later than it was due.',
  },
} as const satisfies Record<string, Problem>
