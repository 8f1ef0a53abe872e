import { listOptions } from '../../../surveys/instrument/item.ts'
import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { Library } from '../../../surveys/library/library.ts'
import type { AlertEvidence } from '../../../web/console/index.ts'
import type { Evidence } from '../../records/alert/alert.ts'
import type { BatteryAnswers } from '../../records/response/response.ts'

/**
 * What raised an alert, in the words that the participant read.
 *
 * @param now the answers by now to the items that raised it
 */
export function listEvidence(
  library: Library,
  evidence: readonly Evidence[],
  now: BatteryAnswers,
  locale: string,
): readonly AlertEvidence[] {
  const bySource = Map.groupBy(evidence, (one) => ('item' in one ? one.item : one.score))
  return [...bySource].map(([source, given]) => {
    const last = given.at(-1)
    const current = last && 'item' in last && source in now ? now[source] : undefined
    const isChanged = current !== undefined && !(last && 'item' in last && last.code === current)
    return {
      title: findTitle(library, source, locale),
      given: given.map((one) => ({
        at: one.at,
        value: 'item' in one ? formatAnswer(library, source, one.code, locale) : String(one.value),
      })),
      now: !isChanged ? undefined : current === null ? null : formatAnswer(library, source, current, locale),
    }
  })
}

/** @param source `phq-9/self-harm`, of an item or of a scale */
function findTitle(library: Library, source: string, locale: string): string {
  const [instrument, part] = source.split('/')
  const of = library.instruments.filter(({ definition }) => definition.id === instrument)
  const item = of.flatMap(({ definition }) => definition.items).find(({ id }) => id === part)
  const scale = of.flatMap(({ definition }) => definition.scales).find(({ id }) => id === part)
  return pickText(item?.text ?? scale?.title, locale) || source
}

/** The option's own words with its code: `Several days (1)`. */
function formatAnswer(library: Library, source: string, code: string, locale: string): string {
  const [instrument, part] = source.split('/')
  const option = library.instruments
    .filter(({ definition }) => definition.id === instrument)
    .flatMap(({ definition }) =>
      definition.items.filter(({ id }) => id === part).flatMap((item) => listOptions(definition, item)),
    )
    .find((one) => one.code === code)
  const words = pickText(option?.label, locale)
  return words === '' || words === code ? code : `${words} (${code})`
}
