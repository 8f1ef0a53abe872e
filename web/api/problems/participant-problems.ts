import type { Problem } from './problem.ts'

export const participantProblems = {
  unknownLocale: {
    code: 'locale-not-offered',
    status: 422,
    title: 'The study does not offer this language',
    detail: 'Choose one of the locales that the study defines.',
  },
  keyReused: {
    code: 'idempotency-key-reused',
    status: 409,
    title: 'The Idempotency-Key was used for another request',
    detail:
      'An earlier request used this key with different content. The earlier result is unchanged. Send a new key.',
  },
} as const satisfies Record<string, Problem>
