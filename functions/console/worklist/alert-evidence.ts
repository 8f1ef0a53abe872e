import { listOptions } from '../../../surveys/instrument/item.ts'
import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { Instruments } from '../../../surveys/library/library.ts'
import type { AlertEvidence } from '../../../web/console/index.ts'
import type { Evidence } from '../../records/alert/alert.ts'
import type { EvidenceNow } from '../../workflows/worklist/read-evidence.ts'

/**
 * The answers and scores that raised an alert, in the words that the participant read.
 *
 * @param now the answers and scores by now of what raised it
 */
export function listEvidence(
  library: Instruments,
  evidence: readonly Evidence[],
  now: EvidenceNow | undefined,
  locale: string,
): readonly AlertEvidence[] {
  const measured = evidence.filter((one): one is Measured => !('messages' in one))
  const bySource = Map.groupBy(measured, (one) => ('item' in one ? one.item : one.score))
  return [...bySource].map(([source, given]) => {
    const last = given.at(-1)
    return {
      title: findTitle(library, source, locale),
      given: given.map((one) => ({
        at: one.at,
        value: 'item' in one ? formatAnswer(library, source, one.code, locale) : formatScore(one),
      })),
      now: last && now && formatNow(library, source, last, now, locale),
    }
  })
}

/** `undefined` where it still stands; null where nothing is answered, or can be scored. */
function formatNow(
  library: Instruments,
  source: string,
  last: Measured,
  { answers, scores }: EvidenceNow,
  locale: string,
): string | null | undefined {
  if ('score' in last) {
    const score = scores[source]
    return score === last.value || score === undefined ? undefined : score === null ? null : String(score)
  }
  const code = answers[source]
  if (code === last.code || code === undefined) return undefined
  return code === null ? null : formatAnswer(library, source, code, locale)
}

type Measured = Exclude<Evidence, { readonly messages: readonly string[] }>

/** `8 → 13` where a rule compares with the submission before. */
function formatScore({ value, from }: Extract<Measured, { readonly score: string }>): string {
  return from === undefined ? String(value) : `${from} → ${value}`
}

/** @param source `phq-9/self-harm`, of an item or of a scale */
function findTitle(library: Instruments, source: string, locale: string): string {
  const [instrument, part] = source.split('/')
  const of = library.instruments.filter(({ definition }) => definition.id === instrument)
  const item = of.flatMap(({ definition }) => definition.items).find(({ id }) => id === part)
  const scale = of.flatMap(({ definition }) => definition.scales).find(({ id }) => id === part)
  return pickText(item?.text ?? scale?.title, locale) || source
}

/** The option's own words with its code: `Several days (1)`. */
function formatAnswer(library: Instruments, source: string, code: string, locale: string): string {
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
