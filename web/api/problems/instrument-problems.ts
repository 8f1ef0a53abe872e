import type { Problem } from './problem.ts'

export const instrumentProblems = {
  notExpressible: {
    code: 'instrument-not-expressible-in-fhir',
    status: 422,
    title: 'FHIR R4 cannot express this instrument',
    detail: 'A display condition of one of its questions nests “all” and “any” more than one level deep.',
  },
  fileFaulty: {
    code: 'instrument-file-faulty',
    status: 422,
    title: 'The file cannot be imported',
    detail: 'Each error is listed in errors with its position in the file. Nothing was imported.',
  },
  whichForm: {
    code: 'instrument-file-has-several-forms',
    status: 422,
    title: 'Specify the form',
    detail:
      'The file has several forms, or the named form is not in it. The forms in the file are listed in errors.',
  },
  wrongVersion: {
    code: 'instrument-version-wrong',
    status: 409,
    title: 'The version number does not match the change',
    detail: 'The required version and the changes since the previous version are listed in errors.',
  },
  builtIn: {
    code: 'instrument-built-in',
    status: 409,
    title: 'This instrument ships with the program',
    detail: 'Only what people published can be retired. Nothing was changed.',
  },
  ofOthers: {
    code: 'instrument-of-others',
    status: 409,
    title: 'Another study published this instrument',
    detail:
      'Its leads and administrators publish further versions. Choose another id. Nothing was published.',
  },
  unchanged: {
    code: 'instrument-unchanged',
    status: 409,
    title: 'Already published',
    detail: 'A version with the same content is already published.',
  },
} as const satisfies Record<string, Problem>
