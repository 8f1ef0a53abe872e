import type { InstrumentDefinition } from '../../../surveys/instrument/definition.ts'
import { type Item, listOptions } from '../../../surveys/instrument/item.ts'
import { formatRef, pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { Cell } from '../csv/format-csv.ts'
import { LABEL_LANGUAGE } from './shared-columns.ts'
import type { TableAbout, TidyRow, TidyVariable } from './tidy-table.ts'

/* What was asked: tables of the questionnaires themselves, of those that somebody answered. */

type DefinitionTable = TableAbout & { readonly rows: readonly TidyRow[] }

export function buildDefinitionTables(
  definitions: readonly InstrumentDefinition[],
): readonly DefinitionTable[] {
  return [buildItemsTable(definitions), buildOptionsTable(definitions), buildScalesTable(definitions)]
}

const INSTRUMENT = { name: 'instrument', label: 'Questionnaire and version', type: 'string' } as const

function buildItemsTable(definitions: readonly InstrumentDefinition[]): DefinitionTable {
  return {
    ...{ name: 'items', title: 'Items of the questionnaires', key: ['instrument', 'item'] },
    variables: [
      INSTRUMENT,
      { name: 'item', label: 'Item', type: 'string' },
      { name: 'item_number', label: 'Place of the item in the questionnaire, from 1', type: 'integer' },
      { name: 'type', label: 'How it is answered', type: 'string' },
      { name: 'wording', label: 'Wording', type: 'string', empty: 'the definition holds no wording' },
      { name: 'unit', label: 'Unit of the value', type: 'string', empty: 'the value has no unit' },
      { name: 'loinc', label: 'LOINC code', type: 'string', empty: 'none is known' },
    ],
    rows: definitions.flatMap((definition) =>
      definition.items.map((item, at) => [
        ...[formatRef(definition), item.id, at + 1, item.type],
        ...[pickText(item.text, LABEL_LANGUAGE) || null, findUnit(item), item.loinc ?? null],
      ]),
    ),
  }
}

function findUnit(item: Item): string | null {
  switch (item.type) {
    case 'number':
      return pickText(item.unit, LABEL_LANGUAGE) || null
    case 'time':
      return 'minute after midnight'
    case 'date':
      return 'day after 1900-01-01, or study day'
    default:
      return null
  }
}

function buildOptionsTable(definitions: readonly InstrumentDefinition[]): DefinitionTable {
  return {
    ...{ name: 'options', title: 'Options of the items', key: ['instrument', 'item', 'code'] },
    refersTo: { table: 'items', variables: ['instrument', 'item'] },
    variables: [
      INSTRUMENT,
      { name: 'item', label: 'Item', type: 'string' },
      { name: 'code', label: 'Code that is stored', type: 'string' },
      { name: 'value', label: 'Value of the code', type: 'number', empty: 'the option has no score' },
      { name: 'wording', label: 'Wording', type: 'string', empty: 'the definition holds no wording' },
    ],
    rows: definitions.flatMap((definition) =>
      definition.items.flatMap((item) =>
        listOptions(definition, item).map(({ code, value, label }): readonly Cell[] => [
          ...[formatRef(definition), item.id, code, value, pickText(label, LABEL_LANGUAGE) || null],
        ]),
      ),
    ),
  }
}

function buildScalesTable(definitions: readonly InstrumentDefinition[]): DefinitionTable {
  const variables: readonly TidyVariable[] = [
    INSTRUMENT,
    { name: 'scale', label: 'Scale', type: 'string' },
    { name: 'title', label: 'Title', type: 'string' },
    { name: 'domain', label: 'What it measures', type: 'string' },
    { name: 'minimum', label: 'Lowest possible score', type: 'number', unit: 'as in unit' },
    { name: 'maximum', label: 'Highest possible score', type: 'number', unit: 'as in unit' },
    { name: 'unit', label: 'Unit of the score', type: 'string' },
    { name: 'direction', label: 'Which end is better', type: 'string' },
    { name: 'evidence', label: 'Whether scoring was confirmed in its source', type: 'string' },
    { name: 'source', label: 'Where the scoring rule is printed', type: 'string' },
    { name: 'loinc', label: 'LOINC code', type: 'string', empty: 'none is known' },
  ]
  return {
    ...{ name: 'scales', title: 'Scales of the questionnaires', key: ['instrument', 'scale'], variables },
    rows: definitions.flatMap((definition) =>
      definition.scales.map((scale): readonly Cell[] => [
        ...[formatRef(definition), scale.id, pickText(scale.title, LABEL_LANGUAGE), scale.domain],
        ...[...scale.range, scale.unit, scale.direction],
        ...[scale.evidence ?? definition.evidence, scale.source, scale.loinc ?? null],
      ]),
    ),
  }
}
