import type { PublishedInstrument } from '../../../surveys/library/library.ts'
import type { Cell } from '../csv/format-csv.ts'
import { addManifest } from '../package/package-files.ts'
import { listOmissions } from '../package/readme.ts'
import { createExport, type PackageWriter } from '../package/write-export.ts'
import { createZipStream, type HashedFile } from '../package/zip-stream.ts'
import type { TidySetting } from '../tidy/tidy-person.ts'
import { buildAnalysis } from './adam-questionnaires.ts'
import type { CdiscDataset } from './cdisc-dataset.ts'
import { createDatasetFile, type WrittenDataset } from './dataset-json.ts'
import { formatDefineXml } from './define-xml.ts'
import { buildAttributes, buildDemographics } from './sdtm-demographics.ts'
import { buildExposure } from './sdtm-exposure.ts'
import { buildQuestionnaires } from './sdtm-questionnaires.ts'

type About = Omit<CdiscDataset, 'listRows'>
type Written = WrittenDataset & { readonly file: HashedFile }

const DATASETS = [buildDemographics, buildAttributes, buildExposure, buildQuestionnaires, buildAnalysis]

/** SDTM (DM, SUPPDM, EX, QS) and ADaM (ADQS) as Dataset-JSON, with define.xml. */
export const writeCdiscExport = createExport(
  (setting) => ({ records: DATASETS.map((build) => build(setting)), listDefinitions: () => [] }),
  openPackage,
)

function openPackage(
  setting: TidySetting,
  write: (bytes: Uint8Array) => void,
): PackageWriter<About, readonly Cell[], Written> {
  const zip = createZipStream(write)
  return {
    createTable(about) {
      const file = createDatasetFile(setting, about)
      return {
        add(rows) {
          for (const row of rows) file.add(row)
        },
        end() {
          const entry = zip.open(`${about.name.toLowerCase()}.ndjson`)
          const written = file.end(entry.write)
          return { ...written, file: entry.end() }
        },
      }
    },
    end(datasets, instruments) {
      const others = [
        zip.add('define.xml', formatDefineXml(setting, datasets)),
        zip.add('README.txt', formatCdiscReadme(setting, datasets)),
      ]
      addFiles(zip, setting, datasets, others, instruments)
    },
  }
}

function addFiles(
  zip: ReturnType<typeof createZipStream>,
  setting: TidySetting,
  datasets: readonly Written[],
  others: readonly HashedFile[],
  instruments: readonly PublishedInstrument[],
): void {
  addManifest(
    zip,
    setting,
    [...datasets.map(({ file, rows }) => ({ ...file, rows })), ...others],
    instruments,
  )
  zip.end()
}

function formatCdiscReadme(setting: TidySetting, datasets: readonly Written[]): string {
  const { study, asOf, sites } = setting
  return [
    `${study.title} (${study.id}, version ${study.version})`,
    `Everything known at ${asOf}. Clinics: ${sites.join(', ')}.`,
    '',
    'DATASETS (CDISC Dataset-JSON 1.1, one row a line)',
    ...datasets.map(({ path, label, structure, rows }) => `${path}: ${label}. ${structure}. ${rows} rows.`),
    'define.xml describes every dataset, variable and term (Define-XML 2.1).',
    'manifest.json has the versions and hashes of all definitions and files.',
    '',
    'HOW TO READ IT',
    '- Terms of the PHQ-9, of routes and of NOT DONE are CDISC’s (terminology of 2020-12-18). Every other code is our own, the same in every export, marked so in define.xml, and the beginning of its name. Names are those of the newest version of a questionnaire.',
    '- A finding without a result is NOT DONE, with the reason. No number stands for it.',
    '- Study days count from enrollment, which everybody has: day 1 is that day, and there is no day 0. RFSTDTC is the same day. For days since the first dose, take EX.',
    '- ADQS has a responder definition as a parameter: its rule is CRIT1 and its result CRIT1FL. A missing answer counts neither for nor against anybody.',
    '- Sex, race, age and country are not collected, and so are not in DM. Adverse events and other domains are in the tidy tables.',
    '',
    'WHAT IS NOT IN IT',
    ...listOmissions(setting),
    '',
    'HOW TO OPEN IT',
    '- R: jsonlite::stream_in(file("qs.ndjson")) reads the rows after the first line; the package datasetjson reads Dataset-JSON.',
    '- SAS: the macros of CDISC’s DataExchange-DatasetJson read it. R writes SAS transport files from it (haven::write_xpt).',
    '',
  ].join('\n')
}
