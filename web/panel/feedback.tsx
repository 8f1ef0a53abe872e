import type { RatingScale } from '../../surveys/consensus/scale.ts'
import type { PanelWords } from '../text/panel-text.ts'
import { findPanelText } from '../text/panel-text.ts'
import { RatingChart } from './rating-chart.tsx'
import { formatBand, isWithin, listBands } from './rating-words.ts'
import type { FeedbackView, GroupRatings, ShownReason } from './view.ts'

type FeedbackProps = {
  readonly locale: string
  readonly scale: RatingScale
  readonly feedback: FeedbackView
  readonly own: number | undefined
}

/** Each disclosed group's distribution and the reasons of all sides. Nothing here depends on who rated what. */
export function Feedback({ locale, scale, feedback, own }: FeedbackProps) {
  const text = findPanelText(locale)
  if (feedback.kind === 'nothing') {
    const why = text.feedback.nothing[feedback.because]
    return why === '' ? null : <p class="quiet">{why}</p>
  }
  return (
    <section>
      <h2>{text.feedback.heading}</h2>
      {feedback.groups.map((ratings) => (
        <Group {...{ locale, scale, ratings, own, text }} />
      ))}
      {feedback.hidden.length === 0 ? null : (
        <p class="quiet">{text.feedback.hidden(feedback.hidden.join(', '))}</p>
      )}
      {feedback.reasons.length === 0 ? null : <Reasons {...{ scale, reasons: feedback.reasons, text }} />}
    </section>
  )
}

function Group({
  locale,
  scale,
  ratings,
  own,
  text,
}: Omit<FeedbackProps, 'feedback'> & { readonly ratings: GroupRatings; readonly text: PanelWords }) {
  const { title, isOwn, n, abstained, median, histogram } = ratings
  const name = title ?? text.feedback.all
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  return (
    <div class="ratings">
      <h3>{isOwn ? `${name} (${text.feedback.own})` : name}</h3>
      <RatingChart {...{ scale, ratings, own, name, text }} />
      {scale === 'yes-no' ? null : <p>{text.feedback.summary(n, number.format(median))}</p>}
      <ul>
        {listBands(scale).map(({ band }) => {
          const count = histogram
            .filter(({ rating }) => isWithin(band, rating))
            .reduce((sum, one) => sum + one.count, 0)
          const share = percent.format(count / n)
          return <li>{text.feedback.share(formatBand(scale, band, text), count, n, share)}</li>
        })}
        {abstained === 0 ? null : <li>{text.feedback.abstained(abstained)}</li>}
      </ul>
    </div>
  )
}

/** Every side has its place, also one from which nobody wrote: no side looks like the only one. */
function Reasons({
  scale,
  reasons,
  text,
}: {
  readonly scale: RatingScale
  readonly reasons: readonly ShownReason[]
  readonly text: PanelWords
}) {
  const cannot = reasons.filter(({ side }) => side === 'cannot-rate')
  return (
    <>
      <h2>{text.feedback.reasons}</h2>
      {listBands(scale).map(({ side, band }) => (
        <ReasonList
          heading={text.feedback.reasonsOf(formatBand(scale, band, text))}
          reasons={reasons.filter((one) => one.side === side)}
          none={text.feedback.noReasons}
        />
      ))}
      {cannot.length === 0 ? null : (
        <ReasonList heading={text.feedback.reasonsCannot} reasons={cannot} none="" />
      )}
    </>
  )
}

function ReasonList({
  heading,
  reasons,
  none,
}: {
  readonly heading: string
  readonly reasons: readonly ShownReason[]
  readonly none: string
}) {
  return (
    <>
      <h3>{heading}</h3>
      {reasons.length === 0 ? (
        <p class="quiet">{none}</p>
      ) : (
        <ul class="reasons">
          {reasons.map(({ text }) => (
            <li>{text}</li>
          ))}
        </ul>
      )}
    </>
  )
}
