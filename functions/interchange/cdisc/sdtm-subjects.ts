import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import { formatTreatmentTitle } from '../../../surveys/study/treatment-title.ts'
import type { Exposure } from '../../../web/api/treatments/treatment-exposures.ts'
import { findAttributeCodes } from '../../records/participant/participant-attributes.ts'
import { findExposure, type Treatment } from '../../records/treatment/treatment.ts'
import { LABEL_LANGUAGE } from '../tidy/shared-columns.ts'
import type { TidyPerson, TidySetting } from '../tidy/tidy-person.ts'
import {
  ASSIGNED,
  BY_INVESTIGATOR,
  BY_PROTOCOL,
  buildDataset,
  type CdiscColumn,
  type CdiscDataset,
  type CdiscTerm,
  cutText,
  DERIVED,
  MAX_LABEL,
} from './cdisc-dataset.ts'
import { buildOwnCode } from './test-codes.ts'
import { findStudyDay, formatLocalDate } from './visit.ts'

type OfPerson = { readonly person: TidyPerson }

/** STUDYID and USUBJID, and between them DOMAIN or RDOMAIN where the dataset has one. */
export function buildSubjectColumns<Row extends OfPerson>(
  { study }: TidySetting,
  domain?: { readonly name: 'DOMAIN' | 'RDOMAIN'; readonly value: string },
): readonly CdiscColumn<Row>[] {
  const identifier = { role: 'Identifier', isMandatory: true } as const
  return [
    {
      ...{ name: 'STUDYID', label: 'Study Identifier', type: 'text', origin: BY_PROTOCOL, ...identifier },
      read: () => study.id,
    },
    ...(domain === undefined
      ? []
      : [
          {
            ...{ name: domain.name, label: 'Domain Abbreviation', ...identifier },
            ...({ type: 'text', origin: ASSIGNED } as const),
            read: () => domain.value,
          },
        ]),
    {
      ...{
        name: 'USUBJID',
        label: 'Unique Subject Identifier',
        type: 'text',
        origin: ASSIGNED,
        ...identifier,
      },
      read: ({ person }) => `${study.id}-${person.participant}`,
    },
  ]
}

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
                person.enrolledAt === null ? null : formatLocalDate(person.enrolledAt, person),
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

type TreatmentRow = OfPerson & { readonly treatment: Treatment; readonly number: number }

/** Terms of CDISC’s as its public examples have them. A route that is not among them is written in our own word. */
const ROUTE_TERMS: Readonly<Partial<Record<NonNullable<Exposure['route']>, CdiscTerm>>> = {
  iv: { value: 'INTRAVENOUS', decode: 'Intravenous', nci: 'C38276' },
  sc: { value: 'SUBCUTANEOUS', decode: 'Subcutaneous', nci: 'C38299' },
  intranasal: { value: 'NASAL', decode: 'Nasal', nci: 'C38284' },
  oral: { value: 'ORAL', decode: 'Oral', nci: 'C38288' },
}

/** EX: one row a treatment that stands and was given. Dose and route can tell an arm: who is blinded has neither. */
export function buildExposure(setting: TidySetting): CdiscDataset {
  const { study, variant, isBlinded } = setting
  const titles = new Map(
    study.treatments.map(({ kind, title }) => [kind, formatTreatmentTitle(title, LABEL_LANGUAGE)]),
  )
  const exposure: readonly CdiscColumn<TreatmentRow>[] = isBlinded
    ? []
    : [
        {
          ...{
            name: 'EXDOSE',
            label: 'Dose',
            type: 'float',
            origin: BY_INVESTIGATOR,
            role: 'Record Qualifier',
          },
          read: ({ treatment }) => findExposure(treatment).dose?.value ?? null,
        },
        {
          ...{ name: 'EXDOSU', label: 'Dose Units', type: 'text', origin: BY_INVESTIGATOR },
          role: 'Variable Qualifier',
          read: ({ treatment }) => findExposure(treatment).dose?.unit ?? null,
        },
        {
          ...{ name: 'EXROUTE', label: 'Route of Administration', type: 'text', origin: BY_INVESTIGATOR },
          ...{ role: 'Variable Qualifier', terms: Object.values(ROUTE_TERMS) },
          read: ({ treatment }) => {
            const { route } = findExposure(treatment)
            return route === undefined ? null : (ROUTE_TERMS[route]?.value ?? route.toUpperCase())
          },
        },
      ]
  return buildDataset<TreatmentRow>({
    ...{ name: 'EX', domain: 'EX', label: 'Exposure', class: 'INTERVENTIONS', model: 'SDTM' },
    ...{ structure: 'One record per treatment per subject', keys: ['STUDYID', 'USUBJID', 'EXSEQ'] },
    columns: [
      ...buildSubjectColumns<TreatmentRow>(setting, { name: 'DOMAIN', value: 'EX' }),
      {
        ...{ name: 'EXSEQ', label: 'Sequence Number', type: 'integer', origin: DERIVED, role: 'Identifier' },
        ...{
          method: 'The number of the subject’s treatment, from 1, in the order of time',
          isMandatory: true,
        },
        read: ({ number }) => number,
      },
      {
        ...{
          name: 'EXTRT',
          label: 'Name of Treatment',
          type: 'text',
          origin: BY_INVESTIGATOR,
          role: 'Topic',
        },
        isMandatory: true,
        read: ({ treatment }) => cutText(titles.get(treatment.kind) ?? treatment.kind),
      },
      ...exposure,
      ...buildDateColumns<TreatmentRow>(
        variant,
        'EXST',
        'Start of Treatment',
        ({ treatment }) => treatment.givenAt,
      ),
    ],
    listRecords: (person) =>
      person.treatments.map((treatment, at) => ({ person, treatment, number: at + 1 })),
  })
}

/** --DTC, left out in a file of study days, and --DY. @param prefix `EXST`, of EXSTDTC and EXSTDY */
export function buildDateColumns<Row extends OfPerson>(
  variant: TidySetting['variant'],
  prefix: string,
  label: string,
  read: (row: Row) => string,
): readonly CdiscColumn<Row>[] {
  const day: CdiscColumn<Row> = {
    ...{
      name: `${prefix}DY`,
      label: `Study Day of ${label}`,
      type: 'integer',
      origin: DERIVED,
      role: 'Timing',
    },
    method:
      'Days since the day of enrollment, which is day 1; the day before is day −1, and there is no day 0',
    read: (row) => findStudyDay(read(row), row.person),
  }
  if (variant === 'study-days') return [day]
  return [
    {
      ...{ name: `${prefix}DTC`, label: `Date/Time of ${label}`, type: 'date', origin: BY_INVESTIGATOR },
      role: 'Timing',
      read: (row) => formatLocalDate(read(row), row.person),
    },
    day,
  ]
}

function toTerm([value, decode]: readonly [string, string]): CdiscTerm {
  return { value: decode, decode: value }
}
