import type { Translation } from '../words/translation.ts'
import type { en } from './index.ts'

export type Text = Translation<typeof en>
