import { MISSING_OPTION } from '../../surveys/study/attribute.ts'
import type { AttributeFilter } from '../api/analyses/attribute-filter.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { type ConsoleFrame, findTitle, type NamedAttribute } from './frame.ts'
import { Pick } from './picker.tsx'
import type { ReleaseQuery } from './release-view.ts'

/** The field of a form by which participants of an option are chosen. */
export const ATTRIBUTE_FIELD_PREFIX = 'attribute.'

type FilterQuery = ReleaseQuery & {
  readonly attributes?: string | undefined
  readonly stratifyBy?: string | undefined
}

/** Of whom live numbers are: a list for each attribute of the study, and where it can be broken down by which. Releases have neither. */
export function AttributePicks({
  frame,
  query,
  canStratify = false,
}: {
  readonly frame: ConsoleFrame
  readonly query: FilterQuery
  readonly canStratify?: boolean
}) {
  const { attributes: missingWords, breakdown: text } = findAnalysesText(frame.locale)
  const { attributes = [] } = frame
  if (query.release !== undefined || attributes.length === 0) return null
  const chosen = new Map(query.attributes?.split(',').map((one) => one.split(':') as [string, string]))
  return (
    <>
      {attributes.map(({ id, title, options }) => (
        <Pick
          name={`${ATTRIBUTE_FIELD_PREFIX}${id}`}
          label={title}
          choices={[
            { id: '', title: text.everybody },
            ...options,
            { id: MISSING_OPTION, title: missingWords.missing },
          ]}
          chosen={chosen.get(id) ?? ''}
        />
      ))}
      {canStratify ? (
        <Pick
          name="stratifyBy"
          label={text.choose}
          choices={[{ id: '', title: text.nothing }, ...attributes]}
          chosen={query.stratifyBy ?? ''}
        />
      ) : null}
    </>
  )
}

/** Says whose numbers a page has where they are not everybody's. */
export function FilterNote({
  frame,
  filter,
}: {
  readonly frame: ConsoleFrame
  readonly filter: AttributeFilter | undefined
}) {
  const { breakdown: text } = findAnalysesText(frame.locale)
  if (filter === undefined) return null
  const words = [...Map.groupBy(filter, ({ attribute }) => attribute)].map(([id, options]) => {
    const attribute = frame.attributes?.find((one) => one.id === id)
    const titles = options.map(({ option }) => formatStratum(attribute, option, frame.locale))
    return `${attribute?.title ?? id}: ${titles.join(text.either)}`
  })
  return (
    <p class="note">
      <b>{text.filtered(words.join('; '))}</b> {text.filteredHint}
    </p>
  )
}

/** An option in words; `null` is what nobody recorded. */
export function formatStratum(
  attribute: NamedAttribute | undefined,
  option: string | null,
  locale: string,
): string {
  if (option === null) return findAnalysesText(locale).attributes.missing
  return findTitle(attribute?.options ?? [], option)
}
