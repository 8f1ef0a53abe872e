import { formatLocalDay } from '../../analysis/timeline/local-day.ts'
import type { TidyPerson, TidySetting } from '../tidy/tidy-person.ts'
import { ASSIGNED, BY_INVESTIGATOR, BY_PROTOCOL, type CdiscColumn, DERIVED } from './cdisc-dataset.ts'
import { findStudyDay } from './visit.ts'

/* Columns that datasets of several domains have. */

export type OfPerson = { readonly person: TidyPerson }

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
      read: (row) => formatLocalDay(read(row), row.person.timeZone),
    },
    day,
  ]
}
