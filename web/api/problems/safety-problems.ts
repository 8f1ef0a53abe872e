import type { Problem } from './problem.ts'

export const safetyProblems = {
  alertChanged: {
    code: 'alert-changed',
    status: 409,
    title: 'The alert has changed',
    detail: 'Someone else updated the alert, or its rule fired again. Read the current version and retry.',
  },
  messageChanged: {
    code: 'message-changed',
    status: 409,
    title: 'The message has changed',
    detail:
      'Someone else marked it as handled, or brought it back. Nothing was saved. Read the participant’s history.',
  },
  nobodyOnCall: {
    code: 'nobody-on-call',
    status: 409,
    title: 'The site has nobody on call',
    detail:
      'Safety alerts of the site would reach no one. Set its on-call list (`PUT …/on-call`), then enrol.',
  },
} as const satisfies Record<string, Problem>
