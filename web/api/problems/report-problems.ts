import type { Problem } from './problem.ts'

export const reportProblems = {
  changed: {
    code: 'report-subscription-changed',
    status: 409,
    title: 'The subscription has changed',
    detail: 'It was changed or ended since it was read. Read it again.',
  },
  over: {
    code: 'report-run-over',
    status: 409,
    title: 'The report was made already',
    detail: 'A report that is made, failed or was canceled cannot be canceled.',
  },
  notReady: {
    code: 'report-not-ready',
    status: 404,
    title: 'There is no file',
    detail: 'The report is not made yet, was not made, or is older than 400 days.',
  },
} as const satisfies Record<string, Problem>
