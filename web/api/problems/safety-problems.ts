import type { Problem } from './problem.ts'

export const safetyProblems = {
  alertChanged: {
    code: 'alert-changed',
    status: 409,
    title: 'The alert has changed',
    detail: 'Someone else updated the alert, or its rule fired again. Read the current version and retry.',
  },
} as const satisfies Record<string, Problem>
