import type { AuditStore } from '../../records/audit/audit.store.ts'
import { appendReading, type Reader, type ReadingDeps } from './append-reading.ts'

/*
 * What shows who a participant is: name, number, year of birth, and the words that they or the clinic wrote. Workflows hand it
 * out sealed, with whose it is. It can be opened in one way, which leaves an entry in the audit trail first, so that no route
 * and no page can show it unrecorded.
 */

declare const sealed: unique symbol
export type Sealed<Value> = { readonly [sealed]: Value }

type Content = { readonly value: unknown; readonly participants: readonly string[] }
const contents = new WeakMap<Sealed<unknown>, Content>()

/** @param participants study IDs of all that it shows, and `another-site` for any that are not named */
export function sealIdentified<Value>(value: Value, participants: readonly string[]): Sealed<Value> {
  const box = {} as Sealed<Value>
  contents.set(box, { value, participants: [...new Set(participants)].sort() })
  return box
}

/**
 * What is read, as the entry names it. The last two are answers to somebody who has a name or a number already: whose it is, of
 * an enrolment or a contact, and that it is a participant's, of an on-call list.
 */
export type IdentifiedKind =
  | 'contact'
  | 'contact-log'
  | 'history'
  | 'message'
  | 'search'
  | 'worklist'
  | 'possible-duplicates'
  | 'participant-number'

export type IdentifiedReading = {
  /** No monitor: what shows who somebody is is not for them. */
  readonly reader: Reader & { readonly kind: 'coordinator' | 'lead' }
  /** Without a site: of the whole study. */
  readonly scope: { readonly study: string; readonly site?: string | undefined }
  readonly what: IdentifiedKind
}

export type IdentifiedData = {
  /**
   * What is sealed, once the audit trail says who reads it, what, of which participants, how many and when.
   *
   * @param pending may be read meanwhile
   * @throws ProblemError 503 `not-recorded` when the entry could not be written
   */
  open<Value>(reading: IdentifiedReading, pending: Promise<Sealed<Value>> | Sealed<Value>): Promise<Value>
}

/** A list of more names how many, and nobody: an entry stays small. */
const MAX_NAMED = 100

export function createIdentifiedData(deps: ReadingDeps & { readonly audit: AuditStore }): IdentifiedData {
  return {
    async open<Value>(
      { reader, scope, what }: IdentifiedReading,
      pending: Promise<Sealed<Value>> | Sealed<Value>,
    ): Promise<Value> {
      const reading = Promise.resolve(pending).then((box) => {
        const content = contents.get(box)
        if (!content) throw new Error('what is to be opened was never sealed')
        return content
      })
      await appendReading(deps, scope.study, reader, 'identified-data.read', async () => {
        const { participants } = await reading
        return {
          ...{ what, ...(scope.site !== undefined && { site: scope.site }), people: participants.length },
          ...(participants.length <= MAX_NAMED && { participants: participants.join(' ') }),
        }
      })
      return (await reading).value as Value
    },
  }
}
