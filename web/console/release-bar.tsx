import { hasPower } from '../api/members/member-roles.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { ATTRIBUTE_FIELD_PREFIX } from './attribute-filter.tsx'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { Pick, PickForm } from './picker.tsx'

/** Parameters that a change between live numbers and a release leaves behind. */
const LEFT_BEHIND = ['release', 'asOf', 'format', 'lang', 'attributes', 'stratifyBy']

/** Which numbers a page shows, in words, and the choice between live numbers and releases. */
export function ReleaseBar({ frame }: { frame: ConsoleFrame }) {
  const { releaseChoice: choice, locale } = frame
  if (choice === undefined) return null
  const text = findAnalysesText(locale).releases
  const { pathname, searchParams } = new URL(frame.address, 'http://console')
  const kept = Object.fromEntries(
    [...searchParams].filter(
      ([name]) => !LEFT_BEHIND.includes(name) && !name.startsWith(ATTRIBUTE_FIELD_PREFIX),
    ),
  )
  const { shown, releases } = choice
  return (
    <>
      {releases.length === 0 ? null : (
        <PickForm locale={locale} action={pathname} kept={kept}>
          <Pick
            name="release"
            label={text.source}
            choices={[{ id: '', title: text.live }, ...releases]}
            chosen={shown === null ? '' : String(shown.number)}
          />
        </PickForm>
      )}
      <p class={shown === null ? 'soft small' : 'note'}>
        {shown === null
          ? hasPower(frame.member.role, 'pool')
            ? text.liveAll
            : text.liveOwn
          : text.shown(shown.number, shown.name, `${createFormats(locale).moment(shown.asOf)} UTC`)}
      </p>
    </>
  )
}
