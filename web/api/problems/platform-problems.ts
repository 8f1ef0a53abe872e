import type { Problem } from './problem.ts'

export const platformProblems = {
  malformedJson: {
    code: 'malformed-json',
    status: 400,
    title: 'The body is not JSON',
    detail:
      'The request body could not be read as JSON, names a member twice, or is nested more than 64 levels deep.',
  },
  malformedForm: {
    code: 'malformed-form',
    status: 400,
    title: 'The form cannot be read',
    detail: 'The request body is not the form that its content type says. Nothing was saved.',
  },
  notSignedIn: {
    code: 'not-signed-in',
    status: 401,
    title: 'Not signed in',
    detail: 'Send a valid bearer token.',
  },
  notFound: {
    code: 'not-found',
    status: 404,
    title: 'Not found',
    detail: 'The resource does not exist, or you do not have access to it.',
  },
  methodNotAllowed: {
    code: 'method-not-allowed',
    status: 405,
    title: 'Method not allowed',
    detail: 'This address does not support this method.',
  },
  forbidden: {
    code: 'forbidden',
    status: 403,
    title: 'Your role does not allow this',
    detail: 'You can view this but not change it.',
  },
  outOfScope: {
    code: 'out-of-scope',
    status: 403,
    title: 'The token is not for this',
    detail: 'A program needs the scope concord/read to read, and concord/write to write.',
  },
  personNeeded: {
    code: 'person-needed',
    status: 403,
    title: 'This takes a person',
    detail: 'A program cannot decide this. Nothing was changed.',
  },
  tooLarge: {
    code: 'body-too-large',
    status: 413,
    title: 'The body is too large',
    detail: 'The limit is 65,536 bytes for a request body and 2,000,000 bytes for a file to import.',
  },
  unsupportedMediaType: {
    code: 'unsupported-media-type',
    status: 415,
    title: 'Unsupported content type',
    detail: 'Send the body with the content type given in the API reference.',
  },
  invalidInput: {
    code: 'invalid-input',
    status: 422,
    title: 'Invalid input',
    detail: 'Each invalid field is listed in errors. Nothing was saved.',
  },
  busy: {
    code: 'busy',
    status: 503,
    title: 'Try again in a moment',
    detail: 'Too many requests at once, or the database did not answer in time. Send the same request again.',
  },
  notRecorded: {
    code: 'not-recorded',
    status: 503,
    title: 'This could not be recorded',
    detail:
      'Reading names and numbers, and every export, leaves an entry in the audit trail. It could not be written, so nothing is shown. Send the same request again.',
  },
  tooManyRequests: {
    code: 'too-many-requests',
    status: 429,
    title: 'Too many requests',
    detail: 'Wait as long as Retry-After says.',
  },
  signInUnavailable: {
    code: 'sign-in-unavailable',
    status: 503,
    title: 'Sign-in is unavailable',
    detail: 'The token could not be checked. Nothing was read or saved. Send the same request again.',
  },
  unexpected: {
    code: 'unexpected',
    status: 500,
    title: 'Something went wrong',
    detail: 'The request failed. Send it again.',
  },
} as const satisfies Record<string, Problem>
