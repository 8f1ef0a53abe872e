import type { InstrumentDefinition } from '../../../surveys/instrument/definition.ts'
import { type Item, listOptions } from '../../../surveys/instrument/item.ts'
import { formatRef, pickText } from '../../../surveys/instrument/vocabulary.ts'
import { MISSING_VALUES } from '../tidy/answer-facts.ts'
import { LABEL_LANGUAGE } from '../tidy/shared-columns.ts'
import type { TidySetting } from '../tidy/tidy-person.ts'
import { formatStudyOid, formatVersionOid } from './dataset-json.ts'
import { escapeXml, formatElement } from './xml.ts'

/* The metadata of an ODM 1.3.2 file: timepoints, questionnaires, items, options and scores. */

/** Of the code list that says why an item has no value. */
export const WHY_MISSING = 'CL.why-missing'

export const odmIds = {
  event: (timepoint: string) => `SE.${timepoint}`,
  form: (ref: string) => `F.${ref}`,
  items: (ref: string) => `IG.${ref}`,
  scores: (ref: string) => `IG.${ref}.scores`,
  item: (ref: string, item: string) => `I.${ref}.${item}`,
  score: (ref: string, scale: string) => `I.${ref}.score.${scale}`,
  options: (ref: string, item: string) => `CL.${ref}.${item}`,
  site: (site: string) => `L.${site}`,
} as const

/** An ODM event: a timepoint of the study, or one that it no longer has and somebody answered at. */
export type OdmEvent = { readonly id: string; readonly title: string; readonly isRepeating: boolean }

/** `<Study>` with its only version of metadata. @param asked what was answered at each event, by its id */
export function formatStudy(
  { study }: TidySetting,
  events: readonly OdmEvent[],
  asked: ReadonlyMap<string, ReadonlySet<string>>,
  definitions: readonly InstrumentDefinition[],
): string {
  return formatElement(
    'Study',
    { OID: formatStudyOid(study.id) },
    formatGlobalVariables(study),
    formatElement(
      'MetaDataVersion',
      { OID: formatVersionOid(study), Name: `${study.title}, version ${study.version}` },
      formatElement(
        'Protocol',
        {},
        ...events.map(({ id }, at) =>
          formatElement('StudyEventRef', {
            ...{ StudyEventOID: odmIds.event(id), OrderNumber: at + 1, Mandatory: 'No' },
          }),
        ),
      ),
      ...events.map((event) => formatEvent(event, asked.get(event.id) ?? new Set())),
      ...definitions.map(formatForm),
      ...definitions.flatMap(formatItemGroups),
      ...definitions.flatMap(formatItems),
      ...definitions.flatMap(formatOptions),
      formatReasons(),
    ),
  )
}

/** What a study is called, as every ODM file begins. */
export function formatGlobalVariables({ id, title }: Pick<TidySetting['study'], 'id' | 'title'>): string {
  return formatElement(
    'GlobalVariables',
    {},
    formatElement('StudyName', {}, escapeXml(id)),
    formatElement('StudyDescription', {}, escapeXml(title)),
    formatElement('ProtocolName', {}, escapeXml(id)),
  )
}

function formatEvent({ id, title, isRepeating }: OdmEvent, forms: ReadonlySet<string>): string {
  return formatElement(
    'StudyEventDef',
    {
      ...{ OID: odmIds.event(id), Name: title || id },
      ...{ Repeating: isRepeating ? 'Yes' : 'No', Type: 'Scheduled' },
    },
    ...[...forms]
      .sort()
      .map((ref, at) =>
        formatElement('FormRef', { FormOID: odmIds.form(ref), OrderNumber: at + 1, Mandatory: 'No' }),
      ),
  )
}

function formatForm(definition: InstrumentDefinition): string {
  const ref = formatRef(definition)
  const groups = [odmIds.items(ref), ...(definition.scales.length > 0 ? [odmIds.scores(ref)] : [])]
  return formatElement(
    'FormDef',
    { OID: odmIds.form(ref), Name: findTitle(definition), Repeating: 'No' },
    ...groups.map((oid, at) =>
      formatElement('ItemGroupRef', { ItemGroupOID: oid, OrderNumber: at + 1, Mandatory: 'No' }),
    ),
  )
}

function formatItemGroups(definition: InstrumentDefinition): readonly string[] {
  const ref = formatRef(definition)
  const formatGroup = (oid: string, name: string, items: readonly string[]) =>
    formatElement(
      'ItemGroupDef',
      { OID: oid, Name: name, Repeating: 'No' },
      ...items.map((item, at) =>
        formatElement('ItemRef', { ItemOID: item, OrderNumber: at + 1, Mandatory: 'No' }),
      ),
    )
  const scores = definition.scales.map(({ id }) => odmIds.score(ref, id))
  return [
    formatGroup(
      odmIds.items(ref),
      findTitle(definition),
      definition.items.map(({ id }) => odmIds.item(ref, id)),
    ),
    ...(scores.length === 0
      ? []
      : [formatGroup(odmIds.scores(ref), `${findTitle(definition)}: scores`, scores)]),
  ]
}

function formatItems(definition: InstrumentDefinition): readonly string[] {
  const ref = formatRef(definition)
  return [
    ...definition.items.map((item) => {
      const wording = pickText(item.text, LABEL_LANGUAGE)
      return formatElement(
        'ItemDef',
        { OID: odmIds.item(ref, item.id), Name: item.id, ...describeType(definition, item) },
        wording === '' ? '' : formatElement('Question', {}, formatText(wording)),
        hasOptions(definition, item)
          ? formatElement('CodeListRef', { CodeListOID: odmIds.options(ref, item.id) })
          : '',
        item.loinc === undefined ? '' : formatElement('Alias', { Context: 'LOINC', Name: item.loinc }),
      )
    }),
    ...definition.scales.map(({ id, title, unit, loinc }) =>
      formatElement(
        'ItemDef',
        { OID: odmIds.score(ref, id), Name: id, DataType: 'double' },
        formatElement('Description', {}, formatText(`${pickText(title, LABEL_LANGUAGE) || id} (${unit})`)),
        loinc === undefined ? '' : formatElement('Alias', { Context: 'LOINC', Name: loinc }),
      ),
    ),
  ]
}

/** Several options that are chosen are one text, so that they have no list. */
function hasOptions(definition: InstrumentDefinition, item: Item): boolean {
  return item.type !== 'several' && listOptions(definition, item).length > 0
}

function describeType(
  definition: InstrumentDefinition,
  item: Item,
): Readonly<Record<string, string | number>> {
  switch (item.type) {
    case 'choice':
    case 'numeric-scale': {
      const lengths = listOptions(definition, item).map(({ code }) => code.length)
      return { DataType: 'text', Length: Math.max(1, ...lengths) }
    }
    case 'several':
    case 'text':
      return { DataType: 'text', Length: 1000 }
    case 'number':
      return { DataType: 'double' }
    case 'time':
      return { DataType: 'partialTime' }
    case 'date':
      return { DataType: 'date' }
  }
}

function formatOptions(definition: InstrumentDefinition): readonly string[] {
  const ref = formatRef(definition)
  return definition.items.flatMap((item) =>
    hasOptions(definition, item)
      ? [
          formatElement(
            'CodeList',
            { OID: odmIds.options(ref, item.id), Name: `${ref} ${item.id}`, DataType: 'text' },
            ...listOptions(definition, item).map(({ code, label, value }, at) =>
              formatElement(
                'CodeListItem',
                { CodedValue: code, Rank: value, OrderNumber: at + 1 },
                formatElement('Decode', {}, formatText(pickText(label, LABEL_LANGUAGE) || code)),
              ),
            ),
          ),
        ]
      : [],
  )
}

function formatReasons(): string {
  return formatElement(
    'CodeList',
    { OID: WHY_MISSING, Name: 'Why an item has no value', DataType: 'text' },
    ...MISSING_VALUES.map(({ value, label }) =>
      formatElement('CodeListItem', { CodedValue: value }, formatElement('Decode', {}, formatText(label))),
    ),
  )
}

function findTitle({ id, title }: InstrumentDefinition): string {
  return pickText(title, LABEL_LANGUAGE) || id
}

function formatText(text: string): string {
  return formatElement('TranslatedText', { 'xml:lang': LABEL_LANGUAGE }, escapeXml(text))
}
