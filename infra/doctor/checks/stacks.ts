import type { Check } from '../check.ts'
import type { Deployment } from '../deployment.ts'
import { formatCount, formatNames, reportFailed, reportOk, reportWarning } from '../finding.ts'

const READ_STACKS = ['cloudformation:DescribeStacks', 'cloudformation:ListStackResources'] as const

function listStacks({ data, service, operations, edge }: Deployment) {
  return [data, service, operations, ...(edge === undefined ? [] : [edge])]
}

const isComplete = (status: string) => /^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)

export const stackChecks: readonly Check[] = [
  {
    id: 'stack-status',
    section: 'deploy',
    actions: READ_STACKS,
    async examine({ deployment }) {
      const stacks = listStacks(deployment)
      const broken = stacks.filter(({ status }) => /FAILED|ROLLBACK/.test(status))
      if (broken.length > 0)
        return reportFailed(
          `${broken.map(({ name, status }) => `${name} is ${status}`).join(', ')}.`,
          'Read the stack’s events in CloudFormation, mend the cause, and deploy again.',
        )
      const changing = stacks.filter(({ status }) => !isComplete(status))
      if (changing.length > 0)
        return reportWarning(
          `${changing.map(({ name, status }) => `${name} is ${status}`).join(', ')}.`,
          'Wait until the deployment is done, and run the doctor again.',
        )
      return reportOk(`Deployed without a fault: ${formatNames(stacks.map(({ name }) => name))}.`)
    },
  },
  {
    id: 'stack-drift',
    section: 'deploy',
    actions: READ_STACKS,
    async examine({ deployment }) {
      const stacks = listStacks(deployment)
      const drifted = stacks.filter(({ drift }) => drift === 'DRIFTED').map(({ name }) => name)
      if (drifted.length > 0)
        return reportWarning(
          `Somebody changed resources of ${formatNames(drifted)} by hand.`,
          'See what in CloudFormation under Drifts, and deploy again.',
        )
      const unchecked = stacks.filter(({ drift }) => drift !== 'IN_SYNC').map(({ name }) => name)
      if (unchecked.length > 0)
        return reportWarning(
          `Whether resources of ${formatNames(unchecked)} were changed by hand was never looked at.`,
          `Run aws cloudformation detect-stack-drift --stack-name ${unchecked[0]}, and likewise for each.`,
        )
      return reportOk('No resource differed from its template when drift was last detected.')
    },
  },
  {
    id: 'termination-protection',
    section: 'where-personal-data-lives',
    actions: READ_STACKS,
    async examine({ deployment }) {
      const stacks = listStacks(deployment)
      const open = stacks.filter(({ isProtected }) => !isProtected).map(({ name }) => name)
      return open.length > 0
        ? reportFailed(
            `${formatNames(open)} can be deleted by one command.`,
            `Run aws cloudformation update-termination-protection --enable-termination-protection --stack-name ${open[0]}.`,
          )
        : reportOk(`${formatCount(stacks.length, 'stack')}, each protected against being deleted.`)
    },
  },
  {
    id: 'version',
    section: 'deploy',
    actions: READ_STACKS,
    async examine({ deployment: { service }, version }) {
      const deployed = service.outputs.Version
      if (deployed === version) return reportOk(`This checkout, ${version}, is what is deployed.`)
      return reportWarning(
        `${deployed ?? 'An unnamed version'} is deployed, and this checkout is ${version}.`,
        'Check out the deployed commit to read frames and run commands, or deploy this one.',
      )
    },
  },
]
