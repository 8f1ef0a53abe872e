import type { TidySetting } from '../tidy/tidy-person.ts'
import type { CdiscTerm, CdiscVariable } from './cdisc-dataset.ts'
import { formatFileOid, formatStudyOid, formatVersionOid, type WrittenDataset } from './dataset-json.ts'
import { formatGlobalVariables } from './odm-metadata.ts'
import { escapeXml, formatElement } from './xml.ts'

/** Of the terms that are CDISC’s: as its public example has them. */
const TERMINOLOGY = '2020-12-18'
const STANDARDS = [
  { OID: 'STD.SDTMIG', Name: 'SDTMIG', Type: 'IG', Version: '3.3', Status: 'Final' },
  { OID: 'STD.ADaMIG', Name: 'ADaMIG', Type: 'IG', Version: '1.1', Status: 'Final' },
  {
    ...{ OID: 'STD.CT', Name: 'CDISC/NCI', Type: 'CT', PublishingSet: 'SDTM' },
    ...{ Version: TERMINOLOGY, Status: 'Final' },
  },
] as const

/** define.xml: what each dataset, variable and term of the export is (Define-XML 2.1). */
export function formatDefineXml({ study, asOf }: TidySetting, datasets: readonly WrittenDataset[]): string {
  const methods = datasets.flatMap((dataset) =>
    dataset.variables.flatMap((variable) => (variable.method ? [formatMethod(dataset, variable)] : [])),
  )
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    formatElement(
      'ODM',
      {
        xmlns: 'http://www.cdisc.org/ns/odm/v1.3',
        'xmlns:xlink': 'http://www.w3.org/1999/xlink',
        'xmlns:def': 'http://www.cdisc.org/ns/def/v2.1',
        ...{ ODMVersion: '1.3.2', FileType: 'Snapshot', FileOID: `${formatFileOid(study.id, asOf)}.define` },
        ...{ CreationDateTime: asOf, Originator: 'Concord', SourceSystem: 'Concord' },
        'def:Context': 'Other',
      },
      formatElement(
        'Study',
        { OID: formatStudyOid(study.id) },
        formatGlobalVariables(study),
        formatElement(
          'MetaDataVersion',
          {
            ...{ OID: formatVersionOid(study), Name: `${study.title}, version ${study.version}` },
            'def:DefineVersion': '2.1.0',
          },
          formatElement('def:Standards', {}, ...STANDARDS.map((one) => formatElement('def:Standard', one))),
          ...datasets.map(formatDataset),
          ...datasets.flatMap((dataset) => dataset.variables.map((one) => formatVariable(dataset, one))),
          ...datasets.flatMap((dataset) =>
            dataset.variables.flatMap((one) => (one.terms ? [formatTerms(dataset, one, one.terms)] : [])),
          ),
          ...methods,
        ),
      ),
    ),
    '\n',
  ].join('')
}

function formatDataset(dataset: WrittenDataset): string {
  const { name, domain, label, model, structure, keys, path } = dataset
  return formatElement(
    'ItemGroupDef',
    {
      ...{ OID: `IG.${name}`, Name: name, Domain: model === 'SDTM' ? domain : null },
      ...{ Repeating: name === 'DM' ? 'No' : 'Yes', IsReferenceData: 'No', SASDatasetName: name },
      'def:Structure': structure,
      Purpose: model === 'SDTM' ? 'Tabulation' : 'Analysis',
      'def:StandardOID': model === 'SDTM' ? 'STD.SDTMIG' : 'STD.ADaMIG',
      'def:ArchiveLocationID': `LF.${name}`,
    },
    formatDescription(label),
    ...dataset.variables.map((variable, at) => {
      const place = keys.indexOf(variable.name)
      return formatElement('ItemRef', {
        ItemOID: `IT.${name}.${variable.name}`,
        ...{ OrderNumber: at + 1, Mandatory: variable.isMandatory ? 'Yes' : 'No' },
        KeySequence: place < 0 ? null : place + 1,
        MethodOID: variable.method ? `MT.${name}.${variable.name}` : null,
        Role: variable.role ?? null,
      })
    }),
    formatElement('def:Class', { Name: dataset.class }),
    formatElement('def:leaf', { ID: `LF.${name}`, 'xlink:href': path }, formatElement('def:title', {}, path)),
  )
}

function formatVariable({ name, lengths, decimals }: WrittenDataset, variable: CdiscVariable): string {
  const { type, origin } = variable
  return formatElement(
    'ItemDef',
    {
      ...{ OID: `IT.${name}.${variable.name}`, Name: variable.name, DataType: type },
      Length: type === 'text' ? lengths.get(variable.name) : type === 'date' ? null : 8,
      SignificantDigits: type === 'float' ? decimals.get(variable.name) : null,
      SASFieldName: variable.name,
    },
    formatDescription(variable.label),
    variable.terms ? formatElement('CodeListRef', { CodeListOID: `CL.${name}.${variable.name}` }) : '',
    formatElement('def:Origin', { Type: origin.type, Source: origin.source }),
  )
}

function formatTerms(
  { name, otherTerms }: WrittenDataset,
  variable: CdiscVariable,
  terms: readonly CdiscTerm[],
): string {
  const others = otherTerms.get(variable.name) ?? []
  const all: readonly CdiscTerm[] = [...terms, ...others.map((value) => ({ value, decode: value }))]
  const hasVerified = terms.some(({ nci }) => nci !== undefined)
  return formatElement(
    'CodeList',
    {
      ...{ OID: `CL.${name}.${variable.name}`, Name: `${variable.label} (${name})`, DataType: 'text' },
      ...(hasVerified ? { 'def:StandardOID': 'STD.CT' } : { 'def:IsNonStandard': 'Yes' }),
    },
    ...all.map(({ value, decode, nci }, at) =>
      formatElement(
        'CodeListItem',
        {
          ...{ CodedValue: value, OrderNumber: at + 1 },
          // A term of our own in a list of CDISC’s.
          'def:ExtendedValue': hasVerified && nci === undefined ? 'Yes' : null,
        },
        formatElement('Decode', {}, formatText(decode)),
        nci === undefined ? '' : formatElement('Alias', { Context: 'nci:ExtCodeID', Name: nci }),
      ),
    ),
  )
}

function formatMethod({ name }: WrittenDataset, variable: CdiscVariable): string {
  return formatElement(
    'MethodDef',
    {
      ...{ OID: `MT.${name}.${variable.name}`, Name: `Algorithm of ${variable.name}`, Type: 'Computation' },
    },
    formatDescription(variable.method ?? ''),
  )
}

function formatDescription(text: string): string {
  return formatElement('Description', {}, formatText(text))
}

function formatText(text: string): string {
  return formatElement('TranslatedText', { 'xml:lang': 'en' }, escapeXml(text))
}
