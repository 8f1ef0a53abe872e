import * as z from 'zod/mini'
import { createEventHandler } from '../platform/aws/lambda.ts'
import { readSecret } from '../platform/aws/secret.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { mailPanelists } from '../workflows/consensus/mail-panelists.ts'
import { log, wireMail } from './wire.ts'
import { wirePanelMail } from './wire-panels.ts'

const env = readEnvironment(
  ...(['PANELS_TABLE', 'CONTACTS_TABLE', 'LINK_SECRET_ARN', 'MAIL_SENDER', 'PUBLIC_URL'] as const),
)

export const handler = createEventHandler(log, z.unknown(), async () => {
  const secrets = await readSecret(env.LINK_SECRET_ARN)
  const panels = { ...wirePanelMail(env, secrets), ...wireMail(env) }
  return mailPanelists({ ...panels, log, publicUrl: env.PUBLIC_URL })
})
