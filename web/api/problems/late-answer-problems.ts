import type { Problem } from './problem.ts'

export const lateAnswerProblems = {
  notClosed: {
    code: 'late-answers-not-closed',
    status: 409,
    title: 'Late answers cannot be taken in now',
    detail: 'The window is open again, or answers were submitted. Late answers can be left out.',
  },
} as const satisfies Record<string, Problem>
