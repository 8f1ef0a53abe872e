import type { Problem } from './problem.ts'

export const participantProblems = {
  unknownLocale: {
    code: 'locale-not-offered',
    status: 422,
    title: 'This language is not offered',
    detail:
      'Choose one of the locales that the study defines, and of those one in which the site takes participants.',
  },
  studyEnded: {
    code: 'study-ended',
    status: 409,
    title: 'The study has ended',
    detail:
      'The last day of its data collection is over, and nobody is enrolled any more. Nothing was saved.',
  },
  siteClosed: {
    code: 'site-closed',
    status: 409,
    title: 'The site is closed to enrollment',
    detail:
      'The study takes no more participants at this site. Those who are enrolled go on. Nothing was saved.',
  },
  keyNeeded: {
    code: 'idempotency-key-needed',
    status: 400,
    title: 'The Idempotency-Key is missing',
    detail:
      'Send an Idempotency-Key header of 1 to 64 letters, digits or hyphens: a new one for each participant, the same one for a retry. Nothing was saved.',
  },
  possibleDuplicate: {
    code: 'possible-duplicate',
    status: 409,
    title: 'Another participant looks the same',
    detail:
      'Each entry of errors says what agrees, and with which participants. If they are different people, send the request again with all of them in distinctFrom. Nothing was saved.',
  },
  endNeedsConfirmation: {
    code: 'disposition-needs-confirmation',
    status: 409,
    title: 'Confirm the end of the participation',
    detail:
      'Nothing was changed. `confirm` lists what is unusual, and `plan` lists which assessments would be canceled. Send the request again with exactly these values in `confirm` if it is right.',
  },
  keyReused: {
    code: 'idempotency-key-reused',
    status: 409,
    title: 'The Idempotency-Key was used for another request',
    detail:
      'An earlier request used this key with different content. The earlier result is unchanged. Send a new key.',
  },
} as const satisfies Record<string, Problem>
