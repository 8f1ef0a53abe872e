import type { Problem } from './problem.ts'

export const safetyProblems = {
  alertChanged: {
    code: 'alert-changed',
    status: 409,
    title: 'The alert has changed',
    detail: 'Somebody else was at it, or its rule has fired again. Look at it as it stands now.',
  },
} as const satisfies Record<string, Problem>
