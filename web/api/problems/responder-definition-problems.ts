import type { Problem } from './problem.ts'

export const responderDefinitionProblems = {
  wrongVersion: {
    code: 'responder-definition-version-wrong',
    status: 409,
    title: 'The version number does not match the change',
    detail:
      'The required version is listed in errors. Another rule needs a new major version, other evidence a new minor one, other words a new patch.',
  },
  unchanged: {
    code: 'responder-definition-unchanged',
    status: 409,
    title: 'Nothing has changed',
    detail: 'The newest version has the same content. Nothing was published.',
  },
  ofOthers: {
    code: 'responder-definition-of-others',
    status: 409,
    title: 'This definition belongs to others',
    detail:
      'It is built in, or another study published it. Copy it under an ID of your own to change it. Only the study that published it can add a version or retire one.',
  },
  tooManyDrafts: {
    code: 'too-many-definition-drafts',
    status: 409,
    title: 'There are too many drafts',
    detail: 'Publish or discard a draft of this study first.',
  },
} as const satisfies Record<string, Problem>
