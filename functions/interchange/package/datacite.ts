import type { TidySetting } from '../tidy/tidy-person.ts'

/** The standard code for a value that is to be assigned or announced later. */
const TO_BE_ASSIGNED = ':tba'

/**
 * What DataCite’s registry asks of a data set (Metadata Schema 4.6, in the JSON of its REST API), for the person who deposits the
 * export. The study is its own author: nobody is named. Who publishes it is theirs to say, and so is a DOI, which is left out.
 */
export function describeForDataCite({ study, studyHash, asOf, variant, isBlinded }: TidySetting) {
  const dates = variant === 'dates' ? 'dates' : 'study days in place of dates'
  return {
    schemaVersion: 'http://datacite.org/schema/kernel-4',
    types: { resourceTypeGeneral: 'Dataset', resourceType: 'Patient-reported outcomes' },
    creators: [{ name: study.title, nameType: 'Organizational' }],
    titles: [{ title: `${study.title}: tidy export` }],
    publisher: { name: TO_BE_ASSIGNED },
    publicationYear: asOf.slice(0, 4),
    dates: [{ date: asOf, dateType: 'Created', dateInformation: 'The data are as of this instant' }],
    version: study.version,
    alternateIdentifiers: [
      {
        alternateIdentifier: `sha256:${studyHash}`,
        alternateIdentifierType: 'Content hash of the study definition',
      },
    ],
    descriptions: [
      {
        description: `Data of ${study.id}, with ${dates}${isBlinded ? ', without arms' : ''}`,
        descriptionType: 'TechnicalInfo',
      },
    ],
  }
}
