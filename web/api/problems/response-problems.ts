import type { Problem } from './problem.ts'

export const responseProblems = {
  unknownLink: {
    code: 'link-unknown',
    status: 404,
    title: 'This link does not work',
    detail: 'The link is not complete, or it is not one of ours.',
  },
  interviewOver: {
    code: 'interview-over',
    status: 410,
    title: 'This link to ask on the telephone has run out',
    detail: 'Open the interview again from the worklist. What was saved is kept.',
  },
  notYetOpen: {
    code: 'assignment-not-yet-open',
    status: 409,
    title: 'These questions are not open yet',
    detail: 'The questions cannot be answered before they open.',
  },
  windowClosed: {
    code: 'assignment-window-closed',
    status: 410,
    title: 'These questions are closed',
    detail: 'The time for answering has passed. What was saved before is kept.',
  },
  alreadySubmitted: {
    code: 'response-already-submitted',
    status: 409,
    title: 'These questions were answered already',
    detail: 'A response was submitted before with other content. It stands unchanged.',
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
    title: 'There is no such question',
    detail: 'The battery has no question at this place.',
  },
  notAnOption: {
    code: 'answer-not-an-option',
    status: 422,
    title: 'That is not one of the answers',
    detail: 'Choose one of the answers that are shown.',
  },
  nothingChosen: {
    code: 'answer-missing',
    status: 422,
    title: 'No answer was chosen',
    detail: 'Choose an answer, or skip the question.',
  },
} as const satisfies Record<string, Problem>
