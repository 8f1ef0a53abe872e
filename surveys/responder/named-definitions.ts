/** Finds what a name such as `pain-relief-30@1.0.0` stands for: the definition as it was published, or nothing. */
export type FindNamedDefinition = (ref: string) => unknown

/** A responder definition that a study names, and its place in the study's list. */
export type NamedPlace = { readonly at: number; readonly ref: string }

/**
 * The responder definitions that a study names instead of writing them out.
 *
 * @param source a study as it was written; anything else names nothing
 */
export function listNamedDefinitions(source: unknown): readonly NamedPlace[] {
  return readList(source).flatMap((one, at) => (typeof one === 'string' ? [{ at, ref: one }] : []))
}

/**
 * The study with each named definition in place of its name, as if it were written out. The hash of a definition is that of
 * its own source, so it is the same either way. A name that leads nowhere stays: the schema then refuses it, or finds it among
 * those that ship.
 */
export function resolveNamedDefinitions(source: unknown, find: FindNamedDefinition): unknown {
  if (listNamedDefinitions(source).length === 0) return source
  const responderDefinitions = readList(source).map((one) =>
    typeof one === 'string' ? (find(one) ?? one) : one,
  )
  return { ...(source as object), responderDefinitions }
}

function readList(source: unknown): readonly unknown[] {
  const list = (source as { readonly responderDefinitions?: unknown } | null)?.responderDefinitions
  return Array.isArray(list) ? list : []
}
