import type { Problem } from './problem.ts'

export const organisationProblems = {
  lastAdministrator: {
    code: 'last-organisation-administrator',
    status: 409,
    title: 'Nobody else administers this organization',
    detail: 'Appoint someone else first. Nothing was changed.',
  },
  studyOfOthers: {
    code: 'study-of-others',
    status: 409,
    title: 'The study belongs to another organization',
    detail: 'A study stays with the organization that it began in. Nothing was changed.',
  },
  notYours: {
    code: 'organisation-needed',
    status: 403,
    title: 'A study begins in an organization',
    detail:
      'Those who administer an organization begin its studies. Who administers several says in which one. Nothing was changed.',
  },
} as const satisfies Record<string, Problem>
