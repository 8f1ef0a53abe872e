import type { Problem } from './problem.ts'

export const rolloutProblems = {
  notNewer: {
    code: 'version-not-newer',
    status: 409,
    title: 'The site follows this version, or a newer one',
    detail: 'A site only ever goes to a newer version. Nothing was changed.',
  },
  siteFollows: {
    code: 'site-follows-version',
    status: 409,
    title: 'The site follows this version already',
    detail: 'It was published for this site at once, or the site was moved before. Nothing was changed.',
  },
  changedMeanwhile: {
    code: 'rollout-changed',
    status: 409,
    title: 'The state of this version at the site is another by now',
    detail: 'It has not begun, is finished, or somebody else stopped or continued it. Read it again.',
  },
  decidedBySite: {
    code: 'site-decided-by-its-lead',
    status: 409,
    title: 'A lead of the site has decided this',
    detail: 'The site was held back, or stopped, by a lead of its own. Only a lead of the site changes that.',
  },
} as const satisfies Record<string, Problem>
