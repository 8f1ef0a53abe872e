/** The form that downloads all data of a clinic. */
export const downloadsText = {
  heading: 'Download data',
  lead: (site: string) =>
    `Everything recorded at ${site}, without names, numbers, notes or free text. Each download is recorded in the audit trail.`,
  format: 'Format',
  formats: {
    csv: 'CSV with scripts for R, Stata, SPSS and SAS (ZIP)',
    spreadsheet: 'CSV for a spreadsheet (ZIP)',
    parquet: 'Parquet for R, Python and DuckDB (ZIP)',
    xlsx: 'Excel workbook',
    fhir: 'FHIR R4, with dates only (ZIP)',
    cdisc: 'CDISC SDTM and ADaM with define.xml (ZIP)',
    odm: 'CDISC ODM 1.3.2, with dates only (ZIP)',
  },
  variant: 'Dates',
  variants: { dates: 'With dates', 'study-days': 'Study days instead of dates, to share' },
  download: 'Download',
  background: 'Make it in the background: all your clinics, or more than 4 MB',
  help: 'What the files hold and how to open them',
}
