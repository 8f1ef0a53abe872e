import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import { formatLocalDay } from '../../analysis/timeline/local-day.ts'
import { findAttributeCodes } from '../../records/participant/participant-attributes.ts'
import { LABEL_LANGUAGE } from '../tidy/shared-columns.ts'
import type { TidySetting } from '../tidy/tidy-person.ts'
import {
  ASSIGNED,
  BY_INVESTIGATOR,
  buildDataset,
  type CdiscColumn,
  type CdiscDataset,
  type CdiscTerm,
  cutText,
  MAX_LABEL,
} from './cdisc-dataset.ts'
import { buildSubjectColumns, type OfPerson } from './sdtm-columns.ts'
import { buildOwnCode } from './test-codes.ts'

/**
 * DM: one row a participant. Sex, race and age are not collected. Without arms where the reader must not see them.
 */
export function buildDemographics(setting: TidySetting): CdiscDataset {
  const { study, variant } = setting
  const titles = new Map(study.arms.map(({ id, title }) => [id, title]))
  const arms: readonly CdiscColumn<OfPerson>[] =
    study.arms.length === 0
      ? []
      : [
          {
            ...{
              name: 'ARMCD',
              label: 'Planned Arm Code',
              type: 'text',
              origin: ASSIGNED,
              role: 'Record Qualifier',
            },
            read: ({ person }) => person.arm,
          },
          {
            ...{ name: 'ARM', label: 'Description of Planned Arm', type: 'text', origin: ASSIGNED },
            ...{ role: 'Synonym Qualifier', terms: [...titles].map(toTerm) },
            read: ({ person }) => (person.arm === null ? null : (titles.get(person.arm) ?? person.arm)),
          },
        ]
  return buildDataset<OfPerson>({
    ...{ name: 'DM', domain: 'DM', label: 'Demographics', class: 'SPECIAL PURPOSE', model: 'SDTM' },
    ...{ structure: 'One record per subject', keys: ['STUDYID', 'USUBJID'] },
    columns: [
      ...buildSubjectColumns<OfPerson>(setting, { name: 'DOMAIN', value: 'DM' }),
      {
        ...{ name: 'SUBJID', label: 'Subject Identifier for the Study', type: 'text', origin: ASSIGNED },
        ...{ role: 'Topic', isMandatory: true },
        read: ({ person }) => person.participant,
      },
      ...(variant === 'study-days'
        ? []
        : [
            {
              ...{ name: 'RFSTDTC', label: 'Subject Reference Start Date/Time', role: 'Record Qualifier' },
              ...({ type: 'date', origin: BY_INVESTIGATOR } as const),
              method: 'The day of enrollment on the clinic’s calendar, which every subject has',
              read: ({ person }: OfPerson) =>
                person.enrolledAt === null ? null : formatLocalDay(person.enrolledAt, person.timeZone),
            },
          ]),
      {
        ...{
          name: 'SITEID',
          label: 'Study Site Identifier',
          type: 'text',
          origin: ASSIGNED,
          isMandatory: true,
        },
        role: 'Record Qualifier',
        read: ({ person }) => person.site,
      },
      ...arms,
    ],
    listRecords: (person) => [{ person }],
  })
}

type AttributeRow = OfPerson & { readonly attribute: string; readonly code: string }

/** SUPPDM: one row an attribute of a participant that was recorded. */
export function buildAttributes(setting: TidySetting): CdiscDataset {
  const byId = new Map(setting.study.attributes.map((one) => [one.id, one]))
  const find = ({ attribute }: AttributeRow) => byId.get(attribute)
  return buildDataset<AttributeRow>({
    ...{ name: 'SUPPDM', domain: 'DM', label: 'Supplemental Qualifiers for DM', class: 'RELATIONSHIP' },
    ...{
      model: 'SDTM',
      structure: 'One record per subject and attribute',
      keys: ['STUDYID', 'USUBJID', 'QNAM'],
    },
    columns: [
      ...buildSubjectColumns<AttributeRow>(setting, { name: 'RDOMAIN', value: 'DM' }),
      {
        ...{
          name: 'IDVAR',
          label: 'Identifying Variable',
          type: 'text',
          origin: ASSIGNED,
          role: 'Identifier',
        },
        read: () => null,
      },
      {
        ...{ name: 'IDVARVAL', label: 'Identifying Variable Value', type: 'text', origin: ASSIGNED },
        role: 'Identifier',
        read: () => null,
      },
      {
        ...{ name: 'QNAM', label: 'Qualifier Variable Name', type: 'text', origin: ASSIGNED, role: 'Topic' },
        terms: [...byId.values()].map(({ id, title }) => ({
          ...{ value: buildOwnCode(id, 'attribute'), decode: pickText(title, LABEL_LANGUAGE) || id },
        })),
        isMandatory: true,
        read: ({ attribute }) => buildOwnCode(attribute, 'attribute'),
      },
      {
        ...{ name: 'QLABEL', label: 'Qualifier Variable Label', type: 'text', origin: ASSIGNED },
        ...{ role: 'Synonym Qualifier', isMandatory: true },
        read: (row) => cutText(pickText(find(row)?.title, LABEL_LANGUAGE) || row.attribute, MAX_LABEL),
      },
      {
        ...{ name: 'QVAL', label: 'Data Value', type: 'text', origin: BY_INVESTIGATOR, isMandatory: true },
        role: 'Result Qualifier',
        read: (row) => {
          const option = find(row)?.options.find(({ code }) => code === row.code)
          return cutText(pickText(option?.title, LABEL_LANGUAGE) || row.code)
        },
      },
      {
        ...{ name: 'QORIG', label: 'Origin', type: 'text', origin: ASSIGNED, role: 'Record Qualifier' },
        isMandatory: true,
        read: () => 'CRF',
      },
    ],
    listRecords(person) {
      const codes = findAttributeCodes(person.attributes)
      return [...byId.keys()].flatMap((attribute) => {
        const code = codes.get(attribute)
        return code === undefined ? [] : [{ person, attribute, code }]
      })
    },
  })
}

function toTerm([value, decode]: readonly [string, string]): CdiscTerm {
  return { value: decode, decode: value }
}
