import type { Problem } from './problem.ts'

export const responseProblems = {
  unknownLink: {
    code: 'link-unknown',
    status: 404,
    title: 'This link does not work',
    detail: 'The link is incomplete, unknown, or has ended.',
  },
  notYetOpen: {
    code: 'assessment-not-yet-open',
    status: 409,
    title: 'The assessment is not open yet',
    detail: 'Answers are accepted after the assessment opens.',
  },
  windowClosed: {
    code: 'assessment-window-closed',
    status: 410,
    title: 'The assessment is closed',
    detail: 'The time to answer has passed. Saved answers are kept.',
  },
  alreadySubmitted: {
    code: 'response-already-submitted',
    status: 409,
    title: 'The assessment was already submitted',
    detail: 'What was submitted is unchanged.',
  },
  nothingAnswered: {
    code: 'response-empty',
    status: 422,
    title: 'Nothing was answered',
    detail: 'Answer at least one question before you submit.',
  },
  unknownItem: {
    code: 'item-unknown',
    status: 422,
    title: 'Unknown question',
    detail: 'The battery has no question at this position.',
  },
  notAnOption: {
    code: 'answer-not-an-option',
    status: 422,
    title: 'The answer is not one of the options',
    detail: 'Choose one of the options shown.',
  },
  notShown: {
    code: 'item-not-shown',
    status: 422,
    title: 'The question is not shown',
    detail: 'Other answers hide this question. Read the survey again.',
  },
  changedSince: {
    code: 'response-changed',
    status: 412,
    title: 'The answers have changed',
    detail:
      'The review that was sent is not the newest, or not named. Nothing was submitted: read it again, and submit that.',
  },
  nothingChosen: {
    code: 'answer-missing',
    status: 422,
    title: 'No answer was chosen',
    detail: 'Choose an answer, or skip the question.',
  },
} as const satisfies Record<string, Problem>
