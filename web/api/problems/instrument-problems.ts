import type { Problem } from './problem.ts'

export const instrumentProblems = {
  notExpressible: {
    code: 'instrument-not-expressible-in-fhir',
    status: 422,
    title: 'FHIR R4 cannot write this instrument',
    detail: 'When some of its questions are shown turns on more than one level of all or any.',
  },
  fileFaulty: {
    code: 'instrument-file-faulty',
    status: 422,
    title: 'The file cannot be imported as it is',
    detail: 'Every fault is listed in errors with its place in the file. Nothing was imported.',
  },
  whichForm: {
    code: 'instrument-file-has-several-forms',
    status: 422,
    title: 'Say which form is meant',
    detail: 'The file has several forms, or not the one that was named: errors lists those that it has.',
  },
  wrongVersion: {
    code: 'instrument-version-wrong',
    status: 409,
    title: 'The version number does not say how much it changes',
    detail: 'errors names the version that it must have, and the changes against the one before it.',
  },
  unchanged: {
    code: 'instrument-unchanged',
    status: 409,
    title: 'This is published already',
    detail: 'A version that says the same is there.',
  },
} as const satisfies Record<string, Problem>
