import type { Problem } from './problem.ts'

export const participantProblems = {
  unknownLocale: {
    code: 'locale-not-offered',
    status: 422,
    title: 'The study is not offered in this language',
    detail: 'Choose one of the locales that the study names.',
  },
  keyReused: {
    code: 'idempotency-key-reused',
    status: 409,
    title: 'This key was used for another request',
    detail: 'The Idempotency-Key was used before with other content. What it made then is unchanged.',
  },
} as const satisfies Record<string, Problem>
