import type { Problem } from './problem.ts'

export const scheduleProblems = {
  changedTooOften: {
    code: 'schedule-changed-too-often',
    status: 409,
    title: 'This was changed too often',
    detail:
      'What is changed is kept as it was, and here there is no more room for another change. An answer, and that a participation has ended, can still be recorded.',
  },
} as const satisfies Record<string, Problem>
