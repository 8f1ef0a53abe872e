import { type ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm'
import { type Distribution, GetDistributionCommand } from '@aws-sdk/client-cloudfront'
import { ListResourceRecordSetsCommand } from '@aws-sdk/client-route-53'
import type { Check, Examination } from '../check.ts'
import { type DeployedStack, listResources, requireResource } from '../deployment.ts'
import { formatCount, reportFailed, reportOk, reportWarning, type Verdict } from '../finding.ts'

const GET_DISTRIBUTION = 'cloudfront:GetDistribution'
const DAY_MS = 24 * 3600_000
/** AWS renews a certificate 60 days before it expires; what is not renewed by then needs a person. */
const RENEWED_DAYS = 45

async function readDistribution(
  { aws: { cloudFront } }: Examination,
  edge: DeployedStack,
): Promise<Distribution | undefined> {
  const Id = requireResource(edge, 'AWS::CloudFront::Distribution')
  return (await cloudFront.send(new GetDistributionCommand({ Id }))).Distribution
}

/** A deployment without a domain has no edge: a trial. */
function withEdge(
  examine: (edge: DeployedStack, examination: Examination) => Promise<Verdict>,
): Check['examine'] {
  return async (examination) => {
    const { edge, publicUrl } = examination.deployment
    if (edge !== undefined) return examine(edge, examination)
    return publicUrl.includes('.execute-api.')
      ? reportWarning(
          'There is no domain: the API answers under its own address, without a firewall.',
          'For more than a trial, deploy with domainName and hostedZoneId.',
        )
      : reportFailed(
          'The links lead to a domain whose stack ConcordEdge is not there.',
          'Deploy every stack.',
        )
  }
}

export const edgeChecks: readonly Check[] = [
  {
    id: 'certificate',
    section: 'deploy',
    actions: ['acm:DescribeCertificate'],
    examine: withEdge(async (edge, { aws, deployment: { service }, now }) => {
      const certificates: readonly (readonly [ACMClient, string])[] = [
        [aws.edgeCertificates, requireResource(edge, 'AWS::CertificateManager::Certificate')],
        ...listResources(service, 'AWS::CertificateManager::Certificate').map(
          ({ physicalId }) => [aws.certificates, physicalId] as const,
        ),
      ]
      let soonest = Number.POSITIVE_INFINITY
      for (const [client, CertificateArn] of certificates) {
        const { Certificate } = await client.send(new DescribeCertificateCommand({ CertificateArn }))
        if (Certificate?.Status !== 'ISSUED')
          return reportFailed(
            `A certificate in ${CertificateArn.split(':')[3]} is ${Certificate?.Status ?? 'gone'}: browsers refuse the service.`,
            'See in AWS Certificate Manager what it waits for, such as its record in the zone.',
          )
        soonest = Math.min(soonest, Certificate.NotAfter?.getTime() ?? soonest)
      }
      const days = Math.floor((soonest - now.getTime()) / DAY_MS)
      const found = `${formatCount(certificates.length, 'certificate')} issued, for ${formatCount(days, 'more day')}.`
      return days < RENEWED_DAYS
        ? reportWarning(
            found,
            'See in AWS Certificate Manager why it was not renewed: its record may be gone.',
          )
        : reportOk(found)
    }),
  },
  {
    id: 'domain',
    section: 'deploy',
    actions: ['route53:ListResourceRecordSets', GET_DISTRIBUTION],
    examine: withEdge(async (edge, examination) => {
      const { aws, deployment } = examination
      const domain = new URL(deployment.publicUrl).hostname
      const distribution = await readDistribution(examination, edge)
      const target = distribution?.DomainName ?? ''
      // They come by name, from this one on, which has no more than these few.
      const asked = { HostedZoneId: edge.outputs.HostedZone, StartRecordName: domain, MaxItems: 20 }
      const { ResourceRecordSets = [] } = await aws.dns.send(new ListResourceRecordSetsCommand(asked))
      const found = ResourceRecordSets.filter(
        ({ Name, AliasTarget }) => Name === `${domain}.` && AliasTarget?.DNSName === `${target}.`,
      ).map(({ Type }) => Type)
      const missing = (['A', 'AAAA'] as const).filter((type) => !found.includes(type))
      if (missing.length > 0)
        return reportFailed(
          `The record ${missing.join(' and ')} of ${domain} does not lead to CloudFront.`,
          'Deploy ConcordEdge again, and keep other records of this name out of the zone.',
        )
      return distribution?.DistributionConfig?.Aliases?.Items?.includes(domain) === true
        ? reportOk(`${domain} leads to CloudFront, over IPv4 and IPv6.`)
        : reportFailed(`CloudFront does not answer for ${domain}.`, 'Deploy ConcordEdge again.')
    }),
  },
  {
    id: 'firewall',
    section: 'limits',
    actions: [GET_DISTRIBUTION],
    examine: withEdge(async (edge, examination) => {
      const distribution = await readDistribution(examination, edge)
      const { WebACLId = '', Enabled } = distribution?.DistributionConfig ?? {}
      // CloudFormation names a web ACL `name|id|scope`, CloudFront by its ARN.
      const [name, id] = requireResource(edge, 'AWS::WAFv2::WebACL').split('|')
      if (Enabled !== true)
        return reportFailed(
          'CloudFront is switched off: nobody reaches the service.',
          'Deploy ConcordEdge again.',
        )
      return WebACLId.endsWith(`/${name}/${id}`)
        ? reportOk('The firewall stands before CloudFront.')
        : reportFailed(
            'No firewall of this deployment stands before CloudFront.',
            'Deploy ConcordEdge again.',
          )
    }),
  },
]
