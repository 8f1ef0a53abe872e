import type { Problem } from './problem.ts'

export const studyDraftProblems = {
  draftChanged: {
    code: 'draft-changed',
    status: 412,
    title: 'The draft was changed meanwhile',
    detail:
      'Somebody else saved, published or discarded it after you read it. Read it again and make your change in it.',
  },
  draftFaulty: {
    code: 'draft-faulty',
    status: 422,
    title: 'The draft cannot be published yet',
    detail: 'Each problem is named at its field. Nothing was published.',
  },
  secondPersonNeeded: {
    code: 'second-person-needed',
    status: 409,
    title: 'Somebody else has to publish this version',
    detail:
      'A lead who has not changed the draft publishes it: the study wants a second person for each version, or the draft shows arms or smaller groups to people from whom they are hidden now.',
  },
  studyExists: {
    code: 'study-exists',
    status: 409,
    title: 'There is a study of this id, or a draft of one',
    detail: 'Choose another id. Nothing was created.',
  },
} as const satisfies Record<string, Problem>
