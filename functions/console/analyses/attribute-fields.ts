import { ATTRIBUTE_FIELD_PREFIX } from '../../../web/console/analyses.ts'

/**
 * What a form of an analysis asks, as the API takes it: its list for each attribute becomes one filter, and lists that were
 * left at everybody, or at no breakdown, are none. Without such lists the address has the filter as the API has it.
 */
export function joinAttributeFields(asked: Readonly<Record<string, string>>): Record<string, string> {
  const { attributes: filter = '', stratifyBy = '', ...others } = asked
  const isOfAttribute = ([name]: readonly [string, string]) => name.startsWith(ATTRIBUTE_FIELD_PREFIX)
  const fields = Object.entries(others).filter(isOfAttribute)
  const chosen = fields.flatMap(([name, code]) =>
    code === '' ? [] : [`${name.slice(ATTRIBUTE_FIELD_PREFIX.length)}:${code}`],
  )
  const attributes = fields.length > 0 ? chosen.join(',') : filter
  return {
    ...Object.fromEntries(Object.entries(others).filter((field) => !isOfAttribute(field))),
    ...(attributes !== '' && { attributes }),
    ...(stratifyBy !== '' && { stratifyBy }),
  }
}
