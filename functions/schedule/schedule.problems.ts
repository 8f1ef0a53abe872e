import type { Problem } from '../platform/problem.ts'

export const scheduleProblems = {
  changedTooOften: {
    code: 'schedule-changed-too-often',
    status: 409,
    title: 'This was changed too often',
    detail:
      'Every change to a participant’s treatments and dates is kept, and there is no more room for another. An answer, and that a participation has ended, can still be recorded.',
  },
} as const satisfies Record<string, Problem>
