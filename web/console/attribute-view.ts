import type { NamedAttribute } from './frame.ts'

/** An attribute of the study with what a participant is, or what was chosen in a form. */
export type AttributeView = NamedAttribute & {
  readonly isRequired: boolean
  /** Code of the option; `null`: not recorded, or nothing chosen. */
  readonly chosen: string | null
}

/** The field of a form that an attribute is chosen in. */
export function formatAttributeField(id: string): string {
  return `attribute-${id}`
}
