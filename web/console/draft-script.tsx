import { buildContentSecurityPolicy } from '../components/inline.ts'
import { staffStyle } from '../components/staff-style.ts'
import { findDraftFormText } from '../text/draft-form-text.ts'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import type { DraftSectionView } from './study-office-view.ts'

/** Put here when this file is built: browser/draft.ts as one minified script. See infra/constructs/browser-scripts.ts. */
declare const DRAFT_SCRIPT: string

/** The script of a draft's forms. It only saves sooner what the button saves. */
export const draftScript: string = DRAFT_SCRIPT

export const draftContentSecurityPolicy = buildContentSecurityPolicy({
  style: staffStyle,
  script: draftScript,
})

/** Who saved last, and where the script says how far it is, with the words for it. */
export function DraftStatus({
  frame,
  view,
}: {
  readonly frame: ConsoleFrame
  readonly view: DraftSectionView
}) {
  const { saving } = findDraftFormText(frame.locale)
  const { moment } = createFormats(frame.locale)
  const { name, at } = view.saved
  const words = {
    ...{ saved: saving.saved, saving: saving.saving, typing: saving.typing, failed: saving.failed },
    ...{ signedOut: saving.signedOut, decide: saving.decide, moved: saving.moved, reload: saving.reload },
    ...{ lost: saving.lost, mine: saving.keepMine, take: saving.takeTheirs },
  }
  return (
    <div class="status" data-words={JSON.stringify(words)}>
      <p class="soft" role="status" data-status />
      <p class="soft small" data-changed>
        {saving.changed(name, `${moment(at)} UTC`)}
      </p>
      <span hidden data-theirs>
        {saving.theirs(name)}
      </span>
    </div>
  )
}
