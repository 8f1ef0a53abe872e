import * as z from 'zod/mini'

/**
 * One recording of one attribute of a participant: the code of an option, or `null` where what was recorded was removed. Only
 * ever appended, so that any instant can be read again.
 */
export const attributeEntrySchema = z.object({
  attribute: z.string(),
  code: z.nullable(z.string()),
  recordedAt: z.string(),
  /** Sign-in ID. */
  by: z.string(),
})
export type AttributeEntry = z.infer<typeof attributeEntrySchema>

/** Attributes with the codes that stand. One that is missing has none: nobody recorded it, or it was removed. */
export type AttributeCodes = ReadonlyMap<string, string>

/** @param asOf ISO instant with milliseconds; left out: all that is recorded */
export function findAttributeCodes(
  entries: readonly Omit<AttributeEntry, 'by'>[] = [],
  asOf?: string,
): AttributeCodes {
  const codes = new Map<string, string>()
  for (const { attribute, code, recordedAt } of entries)
    if (asOf === undefined || recordedAt <= asOf) {
      if (code === null) codes.delete(attribute)
      else codes.set(attribute, code)
    }
  return codes
}

/** Every attribute of a study with the code that a participant has, `null` where it is missing. */
export function formatAttributes(
  { attributes }: { readonly attributes: readonly { readonly id: string }[] },
  entries: readonly Omit<AttributeEntry, 'by'>[] | undefined,
): { attribute: string; option: string | null }[] {
  const codes = findAttributeCodes(entries)
  return attributes.map(({ id }) => ({ attribute: id, option: codes.get(id) ?? null }))
}
