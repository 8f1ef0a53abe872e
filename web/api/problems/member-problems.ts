import type { Problem } from './problem.ts'

export const memberProblems = {
  lastAdministrator: {
    code: 'last-administrator',
    status: 409,
    title: 'Nobody else administers this study',
    detail: 'Let someone else administer the study first. Nothing was changed.',
  },
} as const satisfies Record<string, Problem>
