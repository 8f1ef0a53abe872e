import type { Problem } from './problem.ts'

export const scheduleProblems = {
  changedTooOften: {
    code: 'schedule-changed-too-often',
    status: 409,
    title: 'The limit of recorded changes is reached',
    detail:
      'Every change keeps the earlier value, and this record cannot hold another one. Answers and the end of participation can still be recorded.',
  },
} as const satisfies Record<string, Problem>
