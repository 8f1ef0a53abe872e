import { formatTreatmentTitle } from '../../../surveys/study/treatment-title.ts'
import type { Exposure } from '../../../web/api/treatments/treatment-exposures.ts'
import { findExposure, type Treatment } from '../../records/treatment/treatment.ts'
import { LABEL_LANGUAGE } from '../tidy/shared-columns.ts'
import type { TidySetting } from '../tidy/tidy-person.ts'
import {
  BY_INVESTIGATOR,
  buildDataset,
  type CdiscColumn,
  type CdiscDataset,
  type CdiscTerm,
  cutText,
  DERIVED,
} from './cdisc-dataset.ts'
import { buildDateColumns, buildSubjectColumns, type OfPerson } from './sdtm-columns.ts'

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
