import { handle } from 'hono/aws-lambda'
import { shippedLibrary } from '../surveys/library.ts'
import { instrumentPages } from './instrument/instrument-pages.routes.tsx'
import { consoleLog as log } from './platform/log.ts'

export const handler = handle(instrumentPages({ library: shippedLibrary(), log }))
