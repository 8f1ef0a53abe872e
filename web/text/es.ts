import { consoleText } from './es/console.ts'
import { instrumentText } from './es/instrument.ts'
import { participantText } from './es/participant.ts'
import { worklistText } from './es/worklist.ts'
import type { Text } from './index.ts'

export const es: Text = {
  participant: participantText,
  console: consoleText,
  instrument: instrumentText,
  worklist: worklistText,
}
