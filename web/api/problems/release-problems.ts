import type { Problem } from './problem.ts'

export const releaseProblems = {
  nameTaken: {
    code: 'release-name-taken',
    status: 409,
    title: 'Another release has this name',
    detail: 'A release of this study has this name already, and releases do not change. Choose another name.',
  },
  notInRelease: {
    code: 'not-in-release',
    status: 404,
    title: 'Not in this release',
    detail: 'This release does not hold the analysis that was asked for. Its index lists what it holds.',
  },
} as const satisfies Record<string, Problem>
