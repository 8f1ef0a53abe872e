import { findAttributeOption, MISSING_OPTION, type StudyAttribute } from '../../../surveys/study/attribute.ts'
import type { AttributeFilter } from '../../../web/api/analyses/attribute-filter.ts'

/**
 * A filter as it is written in an address or on a command line.
 *
 * @param written `attribute:option`, several separated by commas; the option `missing` for what nobody recorded
 * @returns `undefined` where the study does not have one of the attributes or options
 * @example parseAttributeFilter(study, 'mechanism:nociplastic,age-group:missing')
 */
export function parseAttributeFilter(
  study: { readonly attributes: readonly StudyAttribute[] },
  written: string,
): AttributeFilter | undefined {
  const filter = written.split(',').map((one) => {
    const [attribute = '', code = ''] = one.split(':')
    if (code === MISSING_OPTION && study.attributes.some(({ id }) => id === attribute))
      return { attribute, option: null }
    return findAttributeOption(study, attribute, code) && { attribute, option: code }
  })
  return filter.every((one) => one !== undefined) ? filter : undefined
}
