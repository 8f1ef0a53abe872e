import type { InstrumentDefinition } from '../instrument/definition.ts'
import type { StudyDefinition } from '../study/definition.ts'
import { fillLongest, listTextMessages, type StudyText } from '../study/text-messages.ts'
import { listTreatmentTitles } from '../study/treatment-title.ts'
import { findPrivateWords } from '../text-message/private-words.ts'
import { countSegments, listNonGsmCharacters } from '../text-message/segments.ts'
import { listPlaceholders } from '../text-message/template.ts'
import type { DefinitionFault } from '../values/fault.ts'

/** Parts in which a text may be sent: phones put so many together, and each is paid for. */
const MAX_SEGMENTS = 2

/** Texts that would give the participant away, cost too much, say `{placeholder}`, or do not say how they are stopped. */
export function checkTexts(
  study: StudyDefinition,
  byRef: ReadonlyMap<string, InstrumentDefinition>,
): readonly DefinitionFault[] {
  const instruments = study.timepoints.flatMap(({ battery }) => battery.map((ref) => byRef.get(ref)))
  const alsoPrivate = [
    study.title,
    ...study.treatments.flatMap(({ title }) => listTreatmentTitles(title)),
    ...instruments.flatMap((instrument) => Object.values(instrument?.title ?? {})),
  ]
  return listTextMessages(study).flatMap((text) => [
    ...checkPlaceholders(text),
    ...checkLength(study, text),
    ...checkPrivacy(study, text, alsoPrivate),
    ...checkStop(text),
  ])
}

function checkPlaceholders({ template, placeholders, pointer }: StudyText): readonly DefinitionFault[] {
  return listPlaceholders(template)
    .filter((name) => !placeholders.includes(name))
    .map((name) => ({
      pointer,
      detail: `{${name}} is none of ${placeholders.map((one) => `{${one}}`).join(', ')}`,
    }))
}

function checkLength({ sites }: StudyDefinition, text: StudyText): readonly DefinitionFault[] {
  const bySize = new Map<
    string,
    { readonly segments: number; readonly how: string; readonly names: string[] }
  >()
  for (const site of sites) {
    const body = fillLongest(text, site)
    const { segments, encoding } = countSegments(body)
    if (segments <= MAX_SEGMENTS) continue
    const why = encoding === 'UCS-2' ? `, since it holds ${listNonGsmCharacters(body).join(' ')}` : ''
    const size = { segments, how: `${encoding}${why}` }
    const key = JSON.stringify(size)
    bySize.set(key, { ...size, names: [...(bySize.get(key)?.names ?? []), site.name] })
  }
  return [...bySize.values()].map(({ segments, how, names }) => ({
    pointer: text.pointer,
    detail: `at ${names.join(', ')} it is sent in ${segments} parts (${how}); at most ${MAX_SEGMENTS}`,
  }))
}

/** The name of a clinic is in it too. What is said to one who speaks of self-harm may say what it is about. */
function checkPrivacy(
  { sites }: StudyDefinition,
  text: StudyText,
  alsoPrivate: readonly string[],
): readonly DefinitionFault[] {
  if (text.name === 'crisis') return []
  return sites.flatMap((site) =>
    findPrivateWords(fillLongest(text, site), alsoPrivate).map((word) => ({
      pointer: text.pointer,
      detail: `at ${site.name} it gives away: ${word}`,
    })),
  )
}

function checkStop({ name, template, pointer }: StudyText): readonly DefinitionFault[] {
  const mustSay = name === 'invitation' || name === 'help'
  return mustSay && !/\bSTOP\b/.test(template)
    ? [{ pointer, detail: 'it must say how texts are ended: STOP' }]
    : []
}
