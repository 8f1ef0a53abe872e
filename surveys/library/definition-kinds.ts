import * as z from 'zod/mini'
import { instrumentDefinitionSchema } from '../instrument/definition.ts'
import { calibrationSchema } from '../irt/calibration.ts'
import { responderDefinitionSchema } from '../responder/definition.ts'
import { type FindNamedDefinition, resolveNamedDefinitions } from '../responder/named-definitions.ts'
import { studyDefinitionSchema } from '../study/definition.ts'
import type { DefinitionKind } from './published-definition.ts'

const SCHEMAS = {
  instrument: instrumentDefinitionSchema,
  calibration: calibrationSchema,
  'responder-definition': responderDefinitionSchema,
  study: studyDefinitionSchema,
} as const satisfies Record<DefinitionKind, z.core.$ZodType>

export type FinishedDefinition<Kind extends DefinitionKind> = z.output<(typeof SCHEMAS)[Kind]>

/**
 * A definition as functions use it: completed by the schema of this program, so that whoever reads it needs no schema.
 *
 * @param source as it was published, or is about to be
 * @param findNamed of a study: what the responder definitions that it names say. What it does not find is looked for among
 * those that ship
 * @throws ZodError naming each place at which it is none
 */
export function finishDefinition<Kind extends DefinitionKind>(
  kind: Kind,
  source: unknown,
  findNamed: FindNamedDefinition = () => undefined,
): FinishedDefinition<Kind> {
  const whole = kind === 'study' ? resolveNamedDefinitions(source, findNamed) : source
  return z.parse(SCHEMAS[kind], whole) as FinishedDefinition<Kind>
}
