import { GetAccountCommand, GetEmailIdentityCommand } from '@aws-sdk/client-sesv2'
import type { Check } from '../check.ts'
import { reportFailed, reportOk } from '../finding.ts'

export const mailChecks: readonly Check[] = [
  {
    id: 'mail',
    section: 'deploy',
    actions: ['ses:GetAccount', 'ses:GetEmailIdentity'],
    async examine({ aws: { mail }, deployment: { service } }) {
      const { ProductionAccessEnabled, SendingEnabled } = await mail.send(new GetAccountCommand({}))
      if (ProductionAccessEnabled !== true || SendingEnabled !== true)
        return reportFailed(
          ProductionAccessEnabled === true
            ? 'Amazon SES has stopped the account’s mail.'
            : 'The account is in the sandbox of Amazon SES: alerts reach only addresses that you verified.',
          'Ask AWS in Amazon SES for production access.',
        )
      const identity = /:identity\/(.+)$/.exec(service.parameters.MailIdentity ?? '')?.[1] ?? ''
      const asked = new GetEmailIdentityCommand({ EmailIdentity: identity })
      return (await mail.send(asked)).VerifiedForSendingStatus === true
        ? reportOk('Alerts can be mailed: the sender is verified, and the account is out of the sandbox.')
        : reportFailed('The sender of alerts is not verified in Amazon SES.', 'Verify the identity again.')
    },
  },
]
