import type { Problem } from './problem.ts'

export const memberProblems = {
  notAdministrator: {
    code: 'not-administrator',
    status: 403,
    title: 'You do not administer this study',
    detail: 'Only those who administer a study see and change who its members are.',
  },
  blinded: {
    code: 'blinded',
    status: 403,
    title: 'This would show you arms',
    detail: 'Your membership is blinded. Somebody who is not has to do this. Nothing was changed.',
  },
  lastAdministrator: {
    code: 'last-administrator',
    status: 409,
    title: 'Nobody else administers this study',
    detail: 'Let someone else administer the study first. Nothing was changed.',
  },
} as const satisfies Record<string, Problem>
