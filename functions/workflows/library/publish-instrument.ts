import { instrumentDefinitionSchema } from '../../../surveys/instrument/definition.ts'
import type { Instruments } from '../../../surveys/library/library.ts'
import { readDefinition } from '../../../surveys/library/list-definitions.ts'
import { checkInstrument } from '../../../surveys/publication/check-instrument.ts'
import { checkPublication } from '../../../surveys/versions/publication.ts'
import { MAX_INSTRUMENT_BYTES } from '../../../web/api/instruments/publish-instrument.ts'
import { hasPower } from '../../../web/api/members/member-roles.ts'
import { instrumentProblems } from '../../../web/api/problems/instrument-problems.ts'
import { memberProblems } from '../../../web/api/problems/member-problems.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { listFieldFaults } from '../../platform/http/contract.ts'
import type { MembershipStore } from '../../records/membership/membership.store.ts'
import { type PublishDeps, PublishedOtherwiseError, publishDefinitions } from './publish-definitions.ts'

export type PublishInstrumentDeps = PublishDeps & {
  readonly memberships: Pick<MembershipStore, 'listByPerson'>
  readonly openInstruments: () => Promise<Instruments>
}

/**
 * Publishes a version of an instrument, with every check of the checkout: what is wrong with it, its worked examples, and
 * that its number says how much it changes. A study can ask it from then on.
 *
 * @param person who leads or administers a study
 * @param study the one that publishes it, of theirs: its leads and administrators alone can retire the version
 * @throws ProblemError 403 `not-administrator`; 422 with each problem at its field; 409 `instrument-of-others`,
 * `instrument-version-wrong`, `instrument-unchanged`; `busy`
 */
export async function publishInstrument(
  deps: PublishInstrumentDeps,
  person: { readonly sub: string },
  source: Readonly<Record<string, unknown>>,
  study?: string,
): Promise<{ readonly id: string; readonly version: string; readonly hash: string }> {
  const memberships = await deps.memberships.listByPerson(person.sub)
  const own = memberships
    .filter((one) => study === undefined || one.study === study)
    .filter(({ role, administers }) => hasPower(role, 'direct') || administers)
  if (own.length === 0) throw new ProblemError(memberProblems.notAdministrator)
  if (Buffer.byteLength(JSON.stringify(source)) > MAX_INSTRUMENT_BYTES)
    throw new ProblemError(platformProblems.tooLarge)
  const read = instrumentDefinitionSchema.safeParse(source)
  if (!read.success) throw new ProblemError(platformProblems.invalidInput, listFieldFaults(read.error))
  const faults = checkInstrument(read.data)
  if (faults.length > 0)
    throw new ProblemError(
      platformProblems.invalidInput,
      faults.map(({ pointer, detail }) => ({ pointer, detail, code: 'faulty' })),
    )
  await refuseOfOthers(
    deps,
    read.data.id,
    own.map((one) => one.study),
  )
  const published = (await deps.openInstruments()).instruments.map(({ definition }) => definition)
  const publication = checkPublication(published, read.data)
  if (publication.kind === 'unchanged') throw new ProblemError(instrumentProblems.unchanged)
  if (publication.kind === 'wrong-version')
    throw new ProblemError(instrumentProblems.wrongVersion, [
      { pointer: '/version', code: publication.class, detail: `must be ${publication.expected}` },
      ...publication.changes.map((change) => ({
        pointer: change.part ? `${change.part.kind} ${change.part.id}` : '',
        ...{ code: change.class, detail: change.detail },
      })),
    ])
  const definition = readDefinition('instrument', source)
  const actor = { kind: 'lead', sub: person.sub } as const
  try {
    await publishDefinitions(deps, [definition], {
      ...{ actor, origin: 'published' },
      ...(study !== undefined && { study }),
    })
  } catch (error) {
    // Somebody else published that version meanwhile.
    if (error instanceof PublishedOtherwiseError) throw new ProblemError(instrumentProblems.wrongVersion)
    throw error
  }
  return { id: definition.id, version: definition.version, hash: definition.hash }
}

/**
 * What a study has published is its own to go on with: its next number, with other questions, is not for others to take. What
 * ships, and what was published for no study, is everybody's.
 *
 * @throws ProblemError 409 `instrument-of-others`
 */
async function refuseOfOthers(
  { definitions }: Pick<PublishDeps, 'definitions'>,
  instrument: string,
  own: readonly string[],
): Promise<void> {
  const owners = (await definitions.listEntries('instrument')).flatMap(({ id, study }) =>
    id === instrument && study !== undefined ? [study] : [],
  )
  if (owners.length > 0 && !owners.some((study) => own.includes(study)))
    throw new ProblemError(instrumentProblems.ofOthers)
}
