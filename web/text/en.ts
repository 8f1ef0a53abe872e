import { consoleText } from './en/console.ts'
import { instrumentText } from './en/instrument.ts'
import { participantText } from './en/participant.ts'
import { worklistText } from './en/worklist.ts'

/** English: the words that every other translation must have. */
export const en = {
  participant: participantText,
  console: consoleText,
  instrument: instrumentText,
  worklist: worklistText,
}
