import * as z from 'zod/mini'
import { pickText } from '../instrument/vocabulary.ts'
import type { FindNamedDefinition } from '../responder/named-definitions.ts'
import { computeContentHash } from '../values/canonical.ts'
import { type FinishedDefinition, finishDefinition } from './definition-kinds.ts'
import type { DefinitionKind } from './published-definition.ts'
import type { DefinitionFiles } from './require-published-content.ts'

/** A definition with its name, in the form in which it is published. */
export type ReadDefinition<Kind extends DefinitionKind = DefinitionKind> = {
  readonly kind: Kind
  readonly id: string
  readonly version: string
  /** SHA-256 of the canonical JSON of the source: a default that a later schema adds must not change it. */
  readonly hash: string
  readonly title: string
  readonly source: unknown
  readonly finished: FinishedDefinition<Kind>
}

/**
 * Every definition of a set of files.
 *
 * @param findNamed see `finishDefinition`
 * @throws ZodError naming each place at which one is none
 */
export function listDefinitions(
  files: DefinitionFiles,
  findNamed?: FindNamedDefinition,
): readonly ReadDefinition[] {
  return [
    ...files.instruments.map((file) => readDefinition('instrument', file)),
    ...files.calibrations.map((file) => readDefinition('calibration', file)),
    ...files.responderDefinitions.map((file) => readDefinition('responder-definition', file)),
    ...files.studies.map((file) => readDefinition('study', file, findNamed)),
  ]
}

/** @param findNamed see `finishDefinition` @throws ZodError naming each place at which it is none */
export function readDefinition<Kind extends DefinitionKind>(
  kind: Kind,
  source: unknown,
  findNamed?: FindNamedDefinition,
): ReadDefinition<Kind> {
  const finished = finishDefinition(kind, source, findNamed)
  return { kind, ...readName(kind, source), hash: computeContentHash(source), source, finished }
}

/** A calibration is named after its instrument. */
function readName(kind: DefinitionKind, source: unknown) {
  if (kind !== 'calibration') {
    const { id, version, title } = named.parse(source)
    return { id, version, title: typeof title === 'string' ? title : pickText(title, 'en') }
  }
  const { instrument, source: origin } = calibrationOf.parse(source)
  const [id = '', version = ''] = instrument.split('@')
  return { id, version, title: origin }
}

const named = z.object({
  id: z.string(),
  version: z.string(),
  title: z.union([z.string(), z.record(z.string(), z.string())]),
})
const calibrationOf = z.object({ instrument: z.string(), source: z.string() })
