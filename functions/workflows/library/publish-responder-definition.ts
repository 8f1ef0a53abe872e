import type { Instruments } from '../../../surveys/library/library.ts'
import { readDefinition } from '../../../surveys/library/list-definitions.ts'
import {
  checkDefinitionTexts,
  checkResponderDefinition,
} from '../../../surveys/publication/check-responder-definition.ts'
import { type ResponderDefinition, responderDefinitionSchema } from '../../../surveys/responder/definition.ts'
import { computeContentHash } from '../../../surveys/values/canonical.ts'
import { checkDefinitionPublication } from '../../../surveys/versions/definition-publication.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import type { FieldFault } from '../../../web/api/problems/problem.ts'
import { responderDefinitionProblems } from '../../../web/api/problems/responder-definition-problems.ts'
import { readAtPointer } from '../../platform/core/json.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { listFieldFaults } from '../../platform/http/contract.ts'
import type { CatalogueEntry } from '../../records/library/catalogue.ts'
import { type PublishDeps, PublishedOtherwiseError, publishDefinitions } from './publish-definitions.ts'

export type PublishDefinitionDeps = PublishDeps & {
  readonly openInstruments: () => Promise<Instruments>
}

export type PublishedDefinition = Pick<CatalogueEntry, 'id' | 'version' | 'hash'> & {
  /** Whether this request published it, and none before. */
  readonly isNew: boolean
}

/** A definition as far as it can be read, with every problem that it has whatever study uses it. */
export type CheckedDefinition = {
  readonly problems: readonly FieldFault[]
  readonly definition: ResponderDefinition | undefined
}

/** @param source what somebody wrote: it may be anything */
export async function checkDefinitionSource(
  { openInstruments }: Pick<PublishDefinitionDeps, 'openInstruments'>,
  source: unknown,
): Promise<CheckedDefinition> {
  const read = responderDefinitionSchema.safeParse(source)
  if (!read.success) {
    const problems = listFieldFaults(read.error).map((fault) =>
      readAtPointer(source, fault.pointer) === undefined
        ? { ...fault, code: 'missing', detail: 'must be filled in' }
        : fault,
    )
    // What the schema has not come to: texts that are missing in a language of the console.
    const texts = checkDefinitionTexts(typeof source === 'object' && source !== null ? { ...source } : {})
    const others = texts
      .filter(({ pointer }) => !problems.some((one) => one.pointer === pointer))
      .map(({ pointer, detail }) => ({ pointer, detail, code: 'faulty' }))
    return { problems: [...problems, ...others], definition: undefined }
  }
  const { instruments } = await openInstruments()
  const scores = instruments.flatMap(({ definition: { id, scales } }) =>
    scales.map((scale) => `${id}/${scale.id}`),
  )
  const faults = checkResponderDefinition(read.data, new Set(scores))
  return {
    definition: read.data,
    problems: faults.map(({ pointer, detail }) => ({ pointer, detail, code: 'faulty' })),
  }
}

/**
 * Publishes a version of a responder definition: every study can name it from then on. The same content again changes nothing.
 *
 * @param by of a lead of the study that publishes it, and alone may publish a further version
 * @throws ProblemError 422 with each problem at its field; 409 `responder-definition-version-wrong`,
 * `responder-definition-unchanged`, `responder-definition-of-others`; `busy`
 */
export async function publishResponderDefinition(
  deps: PublishDefinitionDeps,
  by: { readonly sub: string; readonly study: string },
  source: Readonly<Record<string, unknown>>,
): Promise<PublishedDefinition> {
  const { problems, definition } = await checkDefinitionSource(deps, source)
  if (!definition || problems.length > 0) throw new ProblemError(platformProblems.invalidInput, problems)
  const { id, version } = definition
  const standing = await findStanding(deps, by.study, definition, source)
  if (standing.kind === 'refused') throw standing.refusal
  const { hash } = standing
  if (standing.kind === 'published') return { id, version, hash, isNew: false }
  const actor = { kind: 'lead', sub: by.sub } as const
  try {
    await publishDefinitions(deps, [readDefinition('responder-definition', source)], {
      ...{ actor, origin: 'published', study: by.study },
    })
  } catch (error) {
    // Somebody else published that version meanwhile.
    if (error instanceof PublishedOtherwiseError)
      throw new ProblemError(responderDefinitionProblems.wrongVersion)
    throw error
  }
  return { id, version, hash, isNew: true }
}

/** What ships belongs to nobody; what people published, to their study. */
export function isOfStudy({ origin, study }: CatalogueEntry, own: string): boolean {
  return origin === 'published' && study === own
}

/** Where a definition stands among what is published: there already, free to be published, or refused. */
export type Standing =
  | { readonly kind: 'published' | 'free'; readonly hash: string }
  | { readonly kind: 'refused'; readonly refusal: ProblemError }

/** @param source what `definition` was read from */
export async function findStanding(
  { definitions }: Pick<PublishDefinitionDeps, 'definitions'>,
  study: string,
  definition: ResponderDefinition,
  source: unknown,
): Promise<Standing> {
  const { id, version } = definition
  const hash = computeContentHash(source)
  const versions = (await definitions.listEntries('responder-definition')).filter((entry) => entry.id === id)
  if (versions.some((entry) => !isOfStudy(entry, study)))
    return { kind: 'refused', refusal: new ProblemError(responderDefinitionProblems.ofOthers) }
  if (versions.some((entry) => entry.version === version && entry.hash === hash))
    return { kind: 'published', hash }
  const published = await definitions.readFinished(versions.map((entry) => entry.hash))
  const refusal = findVersionRefusal(published as readonly ResponderDefinition[], definition)
  return refusal ? { kind: 'refused', refusal } : { kind: 'free', hash }
}

function findVersionRefusal(
  published: readonly ResponderDefinition[],
  definition: ResponderDefinition,
): ProblemError | undefined {
  const publication = checkDefinitionPublication(published, definition)
  if (publication.kind === 'unchanged') return new ProblemError(responderDefinitionProblems.unchanged)
  if (publication.kind !== 'wrong-version') return undefined
  return new ProblemError(responderDefinitionProblems.wrongVersion, [
    { pointer: '/version', code: publication.class, detail: `must be ${publication.expected}` },
  ])
}
