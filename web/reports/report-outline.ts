import { createFormats } from '../console/format.ts'
import { findReportsText } from '../text/reports-text.ts'
import { buildHeading, buildText, type ReportBlock, type ReportOutline } from './report-blocks.ts'
import type { ReportAbout, Section } from './weekly-site.ts'

/** A report around its own blocks: what it is and as of when in front, and at its end what it was made of. */
export function buildReportOutline(
  locale: string,
  about: ReportAbout,
  {
    title,
    isIncomplete,
    blocks,
  }: { readonly title: string; readonly isIncomplete: boolean; readonly blocks: readonly ReportBlock[] },
): ReportOutline {
  const text = findReportsText(locale).document
  const { moment } = createFormats(locale, about.timeZone)
  const asOf = `${moment(about.asOf)} (${about.timeZone})`
  return {
    ...{ locale, title, asOf: about.asOf },
    blocks: [
      buildText(text.asOf(asOf), 'soft'),
      ...(isIncomplete ? [buildText(text.incomplete, 'alarm')] : []),
      ...(about.isLate ? [buildText(text.late, 'note')] : []),
      ...(about.superseded.length === 0
        ? []
        : [buildText(text.superseded(about.superseded.join(', ')), 'note')]),
      ...(about.leftOut.length === 0 ? [] : [buildText(text.leftOut(about.leftOut.join(', ')), 'note')]),
      ...blocks,
    ],
    about: [
      text.study(about.studyTitle, about.studyVersion),
      about.previousAsOf === null
        ? text.firstPeriod(asOf)
        : text.period(moment(about.previousAsOf), `${moment(about.asOf)} (${about.timeZone})`),
      text.definitions(about.definitions.join(', ')),
      text.run(about.run),
      text.program(about.program),
      text.dataSha256(about.dataSha256),
      text.again,
    ],
    foot: [
      `${about.studyTitle} ${about.studyVersion} · ${text.asOf(asOf)}`,
      `${text.run(about.run)} · ${text.program(about.program)}`,
      text.dataSha256(about.dataSha256),
    ],
  }
}

/** A section under its heading, or that it could not be made: neither is ever left out. */
export function buildSection<Content extends object>(
  locale: string,
  section: Section<Content>,
  heading: { readonly title: string; readonly level?: 2 | 3 },
  build: (made: { readonly kind: 'made' } & Content) => readonly ReportBlock[],
): readonly ReportBlock[] {
  return [
    buildHeading(heading.level ?? 2, heading.title),
    ...(section.kind === 'failed'
      ? [buildText(findReportsText(locale).document.failed, 'alarm')]
      : build(section)),
  ]
}
