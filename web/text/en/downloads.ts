/** Links to files with all data of a clinic. */
export const downloadsText = {
  heading: 'Download data',
  lead: (site: string) =>
    `Everything recorded at ${site} as tables in one ZIP, without names, numbers, notes or free text. Each download is recorded in the audit trail.`,
  dates: 'Tables with dates, for R, Stata, SPSS or SAS (ZIP)',
  studyDays: 'Tables with study days instead of dates, to share (ZIP)',
  spreadsheet: 'Tables with dates, for a spreadsheet (ZIP)',
  help: 'What the files hold and how to open them',
}
