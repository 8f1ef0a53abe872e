import type * as z from 'zod/mini'
import { type StudyDefinition, studyDefinitionSchema } from './definition.ts'

/**
 * As much of a study as can be read while it is written: of a part that is not finished what it would be without, of a list
 * the entries that are. For what shows its timepoints and measures; nothing is ever published or asked of it.
 *
 * @param source what somebody has written so far
 */
export function readUnfinishedStudy(source: Readonly<Record<string, unknown>>): StudyDefinition {
  const shape: Readonly<Record<string, z.ZodMiniType>> = studyDefinitionSchema.shape
  const parts = Object.entries(shape).map(([name, schema]) => {
    const value = source[name]
    const whole = schema.safeParse(value)
    if (whole.success) return [name, whole.data]
    if (Array.isArray(value)) return [name, value.flatMap((entry) => readEntry(schema, entry))]
    const absent = schema.safeParse(undefined)
    return [name, absent.success ? absent.data : WITHOUT[name]]
  })
  // The schema of each part, or what the part is without anything, gives its type.
  return Object.fromEntries(parts) as StudyDefinition
}

function readEntry(schema: z.ZodMiniType, entry: unknown): readonly unknown[] {
  const read = schema.safeParse([entry])
  return read.success ? (read.data as readonly unknown[]) : []
}

/** Of what every study must have. */
const WITHOUT: Readonly<Record<string, unknown>> = {
  ...{ id: '', version: '0.0.0', title: '', baseline: '', texts: {}, locales: [], sites: [] },
  ...{ treatments: [], anchors: [], timepoints: [], responderDefinitions: [], textingCountries: [] },
} satisfies Partial<StudyDefinition>
