import type { Item } from '../../../surveys/instrument/item.ts'
import type { ParticipantProblem } from '../../api/problems/participant-page-problems.ts'

type ProblemText = { heading: string; lines: string[] }

/** Which question it is: numbers, or what the script replaces by them. */
type Place = { readonly place: number | string; readonly of: number | string; readonly isAtMost: boolean }

/** What may be written in. */
type WrittenLimits = {
  readonly minimum?: number | undefined
  readonly maximum?: number | undefined
  readonly decimals?: number | undefined
}

/** Plain words, short sentences: the reader may be in pain, tired, and on a small screen. */
export const participantText = {
  title: 'Questions from your clinic',
  interview: (participant: string) =>
    `On the telephone with ${participant}: read each question and its answers as they are written.`,
  yourData: 'Your data',
  introduction: {
    heading: 'How have you been?',
    headingAgain: 'Welcome back',
    length: (questions: number, minutes: number, isAtMost: boolean) =>
      `${isAtMost ? 'At most ' : ''}${questions} questions, about ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    progress: (done: number, questions: number, isAtMost: boolean) =>
      `You have done ${done} of ${isAtMost ? 'at most ' : ''}${questions}. They are kept.`,
    openUntil: (day: string) => `Open until ${day}.`,
    privacy:
      'Your answers go to your clinic and its study, and to nobody else. No tracking. One cookie tells this browser from others and helps to save your answers.',
    start: 'Start',
    continue: 'Continue',
  },
  question: {
    progress: ({ place, of, isAtMost }: Place) => `Question ${place} of ${isAtMost ? 'at most ' : ''}${of}`,
    back: 'Back',
    next: 'Next',
    skip: 'Skip this question',
    skippedBefore: 'You skipped this one. You can answer it now or skip it again.',
    elsewhere: 'Answered on another device or by text. That answer is kept, and you can give another.',
    outOf: (answer: string, maximum: string) => `${answer} out of ${maximum}`,
    errorTitle: 'Error',
    errorHeading: 'No answer is chosen yet',
    errorLink: 'Choose an answer',
    errorOrSkip: 'or skip this question. Both are fine.',
    errorAtField: 'Choose an answer, or skip this question',
    chooseSeveral: 'Choose all that apply.',
    errorSeveral: 'Choose at least one answer. An answer such as “none of these” stands alone',
    errorWritten: (kind: Item['type'], { minimum, maximum, decimals }: WrittenLimits) =>
      kind === 'number'
        ? `Write a ${decimals ? '' : 'whole '}number from ${minimum} to ${maximum}`
        : kind === 'time'
          ? 'Write a time, such as 22:30'
          : kind === 'date'
            ? 'Write a date, such as 2026-03-15'
            : 'Write an answer',
  },
  review: {
    heading: 'Check your answers',
    lead: 'You can still change them. It is fine to leave questions blank.',
    changed:
      'Answers were changed on another page. They are kept, and nothing was sent. Check them, then send them.',
    skipped: 'Skipped',
    notAnswered: 'Not answered',
    elsewhere: 'Answered on another device or by text',
    change: 'Change',
    changeWhich: (position: number) => `the answer to question ${position}`,
    submit: 'Send my answers',
  },
  help: {
    continue: 'Continue with the questions',
    call: (number: string) => `Call ${number}`,
    text: (number: string) => `Text ${number}`,
    callClinic: 'Call your clinic',
  },
  thanks: { heading: 'Your answers are sent' },
  status: {
    late: 'Not saved yet. You can go on; we keep trying.',
    saved: 'Everything is saved.',
    sending: 'Sending your answers…',
    unsent: 'Not sent yet. Please keep this page open; we keep trying.',
  },
  problem: {
    retry: 'Try again',
    noClinic: 'If you need help now: in the US or Canada, call or text 988, or 911 in an emergency.',
    'window-closed': {
      heading: 'These questions are closed',
      lines: [
        'The time to answer them has passed. That is okay. You do not need to do anything.',
        'Your clinic will text you when there are new ones.',
      ],
    },
    'arrived-late': {
      heading: 'These questions are closed',
      lines: [
        'These answers arrived after the survey closed. Your clinic has them.',
        'You do not need to do anything.',
      ],
    },
    'already-submitted': {
      heading: 'Your answers are already sent',
      lines: ['Your clinic has them. There is nothing more to do, and you can close this page.'],
    },
    'unknown-link': {
      heading: 'This link does not work',
      lines: [
        'It may have been cut off, or its time may be over. Open it again from the newest text message.',
        'If it still does not work, your clinic can send you a new one.',
      ],
    },
    'not-yet-open': {
      heading: 'It is a little early',
      lines: ['These questions are not open yet. Please come back later with the same link.'],
    },
    'nothing-answered': {
      heading: 'There is nothing to send yet',
      lines: ['Every question was left out. Answer at least one, or simply close this page.'],
    },
    'something-went-wrong': {
      heading: 'Something went wrong on our side',
      lines: ['What you have answered is kept. Please try again in a moment.'],
    },
    'too-many-requests': {
      heading: 'Please wait a moment',
      lines: [
        'This link was used very often just now. What you have answered is kept.',
        'Wait a minute, then reload this page. If your browser asks, send your last answer again.',
      ],
    },
  } satisfies Record<ParticipantProblem, ProblemText> & { retry: string; noClinic: string },
}
