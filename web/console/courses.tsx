import { findAnalysesText } from '../text/analyses-text.ts'
import type { CourseMeasureView, CourseScore, CoursesView, CourseView } from './course-view.ts'
import { DataTable } from './data-table.tsx'
import { createFormats } from './format.ts'

type CoursesProps = { readonly locale: string; readonly timeZone: string; readonly view: CoursesView }
type CourseProps = Omit<CoursesProps, 'view'> & { readonly course: CourseView }

/** Each course of treatment with its own baseline, its scores, trough and peak of each treatment, and its response. */
export function Courses({ locale, timeZone, view }: CoursesProps) {
  const { course: text, console } = findAnalysesText(locale)
  const format = createFormats(locale, timeZone)
  if (view.courses.length === 0) return null
  return (
    <>
      <h2>{text.heading}</h2>
      <p class="soft">
        {text.lead(view.gapDays, view.baselineDays)} <span class="tag">{console.evidence.unconfirmed}</span>
      </p>
      {view.courses.map((course) => {
        const title = text.course(
          course.number,
          format.date(course.startedAt),
          format.date(course.lastTreatmentAt),
          course.treatments,
        )
        return (
          <div class="card">
            <h3>{title}</h3>
            {course.measures.length === 0 ? (
              <p class="soft">{text.empty}</p>
            ) : (
              <CourseScores locale={locale} timeZone={timeZone} course={course} title={title} />
            )}
            {view.courses.length > 1 ? (
              <CourseResponse locale={locale} timeZone={timeZone} course={course} title={title} />
            ) : null}
          </div>
        )
      })}
    </>
  )
}

function CourseScores({ locale, timeZone, course, title }: CourseProps & { readonly title: string }) {
  const { course: text, console } = findAnalysesText(locale)
  const format = createFormats(locale, timeZone)
  const describe = (score: CourseScore | null) =>
    score === null ? console.none : text.scoreAt(format.score(score.value), score.timepoint.title)
  const buildRow = ({ title: measure, baseline, latest }: CourseMeasureView) => [
    measure,
    describe(baseline),
    describe(latest),
    latest?.change == null ? console.none : format.signed(latest.change),
    latest?.percentChange == null ? console.none : format.signed(latest.percentChange),
    latest?.daysSinceTreatment == null ? console.none : format.score(latest.daysSinceTreatment),
  ]
  return (
    <>
      <DataTable
        label={title}
        columns={[
          ...[{ title: text.measure }, { title: text.baseline }, { title: text.latest }],
          ...[text.change, text.percent, text.sinceTreatment].map((column) => ({
            ...{ title: column, isNumber: true },
          })),
        ]}
        rows={course.measures.map(buildRow)}
      />
      <details>
        <summary>{text.cycles}</summary>
        <p class="soft small">{text.cyclesLead}</p>
        <DataTable
          label={`${title}: ${text.cycles}`}
          columns={[text.measure, text.treatment, text.trough, text.peak].map((column) => ({
            title: column,
          }))}
          rows={course.measures.flatMap((measure) =>
            measure.cycles.map(({ treatedAt, trough, peak }) => [
              ...[measure.title, format.date(treatedAt), describe(trough), describe(peak)],
            ]),
          )}
        />
      </details>
    </>
  )
}

function CourseResponse({ locale, course, title }: CourseProps & { readonly title: string }) {
  const { course: text, console } = findAnalysesText(locale)
  const timepoints = course.responses[0]?.verdicts.map(({ timepoint }) => timepoint) ?? []
  if (timepoints.length === 0) return null
  return (
    <details>
      <summary>{text.response}</summary>
      <DataTable
        label={`${title}: ${text.response}`}
        columns={[{ title: console.participant.definition }, ...timepoints]}
        rows={course.responses.map(({ definition, verdicts }) => [
          definition,
          ...verdicts.map(({ verdict }) => (
            <span class={`state ${verdict}`}>{console.participant.verdict[verdict]}</span>
          )),
        ])}
      />
    </details>
  )
}
