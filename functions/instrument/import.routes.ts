import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Library } from '../../surveys/library.ts'
import { type StaffEnv, signedIn } from '../membership/staff.ts'
import { accept } from '../platform/contract.ts'
import { type FieldFault, ProblemError, platformProblems } from '../platform/problem.ts'
import type { TokenVerifier } from '../platform/tokens.ts'
import type { Remark } from './import/form.ts'
import { type Imported, importInstrument } from './import/import-instrument.ts'
import { importInstrumentFile } from './instrument.contract.ts'
import { instrumentProblems } from './instrument.problems.ts'

/** For anyone who is signed in: reading a file stores nothing, and what is published already is public. */
export function importRoutes(deps: { library: Library; tokens: TokenVerifier }) {
  const { library } = deps
  return new Hono<StaffEnv>().post(
    '/api/instruments/import',
    signedIn(deps.tokens),
    bodyLimit({
      maxSize: importInstrumentFile.maximumBytes,
      onError: () => {
        throw new ProblemError(platformProblems.tooLarge)
      },
    }),
    accept(importInstrumentFile),
    (c) => {
      const { file, as, id, version, permission, recallDays, ...how } = c.var.input.body
      const worded = as === undefined ? undefined : library.instrument(as)?.definition
      if (as !== undefined && !worded)
        throw new ProblemError(platformProblems.invalidInput, [
          { pointer: '/as', code: 'unknown', detail: 'must be a published version' },
        ])
      const imported = importInstrument(
        {
          ...how,
          bytes: new TextEncoder().encode(file),
          terms: { id, version, permission, recallDays },
          as: worded,
        },
        library.instruments.map(({ definition }) => definition),
      )
      if (imported.kind !== 'definition') throw refusalOf(imported)
      return c.json({ definition: imported.definition, warnings: imported.warnings })
    },
  )
}

function refusalOf(imported: Exclude<Imported, { kind: 'definition' }>): ProblemError {
  switch (imported.kind) {
    case 'faults':
      return new ProblemError(instrumentProblems.fileFaulty, imported.faults.map(asFieldFault))
    case 'which-form':
      return new ProblemError(
        instrumentProblems.whichForm,
        imported.forms.map((form) => ({ pointer: '/form', code: 'one-of', detail: form })),
      )
    case 'wrong-version':
      return new ProblemError(instrumentProblems.wrongVersion, [
        { pointer: '/version', code: imported.class, detail: `must be ${imported.expected}` },
        ...imported.changes.map((change) => ({
          pointer: change.part ? `${change.part.kind} ${change.part.id}` : '',
          code: change.class,
          detail: change.detail,
        })),
      ])
    case 'unchanged':
      return new ProblemError(instrumentProblems.unchanged)
  }
}

/** A place in the file that was sent, not in the request that holds it. */
function asFieldFault({ place, detail }: Remark): FieldFault {
  return { pointer: place, code: 'fault', detail }
}
