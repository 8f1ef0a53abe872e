import type { Problem } from './problem.ts'

export const platformProblems = {
  malformedJson: {
    code: 'malformed-json',
    status: 400,
    title: 'The body is not JSON',
    detail: 'The request body could not be read as JSON.',
  },
  notSignedIn: {
    code: 'not-signed-in',
    status: 401,
    title: 'Sign in first',
    detail: 'The request needs a valid bearer token.',
  },
  notFound: {
    code: 'not-found',
    status: 404,
    title: 'Not found',
    detail: 'There is nothing here, or it is not yours to see.',
  },
  methodNotAllowed: {
    code: 'method-not-allowed',
    status: 405,
    title: 'Method not allowed',
    detail: 'The address exists, but not with this method.',
  },
  forbidden: {
    code: 'forbidden',
    status: 403,
    title: 'Your role does not allow this',
    detail: 'You may see this, but not change it.',
  },
  tooLarge: {
    code: 'body-too-large',
    status: 413,
    title: 'The body is too large',
    detail: 'A request body may hold at most 65,536 bytes, a file to import 2,000,000.',
  },
  unsupportedMediaType: {
    code: 'unsupported-media-type',
    status: 415,
    title: 'Unsupported content type',
    detail: 'Send the body in the content type that the reference names.',
  },
  invalidInput: {
    code: 'invalid-input',
    status: 422,
    title: 'Some fields are not right',
    detail: 'Each field that was refused is listed in errors. Nothing was stored.',
  },
  busy: {
    code: 'busy',
    status: 503,
    title: 'Try again in a moment',
    detail: 'Others are writing to the same record. Nothing was stored; the same request may be sent again.',
  },
  signInUnavailable: {
    code: 'sign-in-unavailable',
    status: 503,
    title: 'Signing in does not work just now',
    detail: 'The token could not be checked. Nothing was read or stored; the same request may be sent again.',
  },
  unexpected: {
    code: 'unexpected',
    status: 500,
    title: 'Something went wrong',
    detail: 'The request could not be completed. It may be sent again.',
  },
} as const satisfies Record<string, Problem>
