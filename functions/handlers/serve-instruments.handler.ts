import { handle } from 'hono/aws-lambda'
import { shippedLibrary } from '../../surveys/library/library.ts'
import { consoleLog as log } from '../platform/core/log.ts'
import { instrumentPages } from '../public-pages/instrument-pages.routes.tsx'

export const handler = handle(instrumentPages({ library: shippedLibrary(), log }))
