import { findText } from '../text/index.ts'
import type { Formats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { consolePaths } from './paths.ts'
import type { ReceivedText } from './today-view.ts'

type MessageTaskProps = {
  readonly frame: ConsoleFrame
  readonly participant: string
  readonly format: Formats
  readonly message: ReceivedText
}

/** A text to read and handle. */
export function MessageTask({ frame, participant, format, message }: MessageTaskProps) {
  const text = findText(frame.locale).worklist
  return (
    <>
      <span class="soft small">, {format.moment(message.at)}</span>
      <blockquote>{message.body}</blockquote>
      {message.isShared ? <p class="soft small">{text.shared}</p> : null}
      <form
        method="post"
        action={consolePaths.todayStep(frame.study.id, participant, 'message')}
        class="pick"
      >
        <input type="hidden" name="message" value={message.id} />
        <label>
          {text.handlingNote}
          <input name="note" required maxlength={2000} autocomplete="off" />
        </label>
        <button type="submit" class="outline">
          {text.read}
        </button>
      </form>
    </>
  )
}
