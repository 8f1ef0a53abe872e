import { formatRef, pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { Instruments } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { fillLongest, listTextMessages } from '../../../surveys/study/text-messages.ts'
import { countSegments } from '../../../surveys/text-message/segments.ts'
import type { AskedInstrument, ShownText } from '../../../web/console/index.ts'

/** Every version that the study asks, in the order in which it is first asked. */
export function buildInstrumentsView(
  study: StudyDefinition,
  library: Instruments,
  locale: string,
): readonly AskedInstrument[] {
  const refs = new Set<string>(study.timepoints.flatMap(({ battery }) => battery))
  return [...refs].flatMap((ref) => {
    const definition = library.findInstrument(ref)?.definition
    if (!definition) return []
    return {
      id: definition.id,
      version: definition.version,
      title: pickText(definition.title, locale),
      evidence: definition.evidence,
      questions: definition.items.length,
      languages: Object.entries(definition.locales).map(([tag, { status }]) => ({ locale: tag, status })),
      timepoints: study.timepoints
        .filter(({ battery }) => battery.includes(formatRef(definition)))
        .map(({ title }) => pickText(title, locale)),
    }
  })
}

/** Every text that the study sends, as long as it gets at one clinic. */
export function buildTextMessagesView(
  study: StudyDefinition,
  site: string | undefined,
): readonly ShownText[] {
  const clinic = study.sites.find(({ id }) => id === site) ?? study.sites[0]
  if (!clinic) return []
  return listTextMessages(study).map((text) => {
    const { segments, encoding } = countSegments(fillLongest(text, clinic))
    return { name: text.name, locale: text.locale ?? null, template: text.template, segments, encoding }
  })
}
