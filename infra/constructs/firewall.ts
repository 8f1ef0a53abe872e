import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2'
import { Construct } from 'constructs'

/** A rule that blocks an address which asks more often than that within five minutes. */
interface RateRule {
  readonly name: string
  readonly requests: number
  /** Begins the paths that are counted; all paths when left out. */
  readonly path?: string
}

/**
 * A clinic’s participants and staff share one address. A survey of 25 questions is about 60 requests: the limit for links lets
 * fifty people answer at once.
 */
const RATES: readonly RateRule[] = [
  { name: 'SignIn', requests: 100, path: '/console/sign-in' },
  { name: 'Links', requests: 3000, path: '/s/' },
  { name: 'Everything', requests: 6000 },
]

/** AWS’s own lists: addresses known for attacks, and requests that no browser makes. Neither looks at what people answer. */
const MANAGED = ['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesKnownBadInputsRuleSet']

/** Of AWS’s lists, within five minutes: scanners come by and find nothing, and a few are no news. */
const MANAGED_BLOCKS = 100

/** A rule, as CloudWatch counts what it blocks. */
export interface BlockingRule {
  readonly name: string
  /** Of its metric. CloudFront’s firewall is in no region. */
  readonly dimensions: Readonly<Record<string, string>>
  /** Blocked requests within five minutes that are news. */
  readonly atLeast: number
}

/**
 * What CloudFront lets through: at most so many requests of one address. It samples and logs no request, because a
 * participant’s link is in its path; metrics count.
 */
export class Firewall extends Construct {
  readonly arn: string
  /**
   * Every rule. A limit that is met at all is news: an address attacks, or a clinic whose people share an address is shut
   * out.
   */
  readonly rules: readonly BlockingRule[]

  /** @param metricName by which CloudWatch tells the firewalls of an account apart */
  constructor(scope: Construct, id: string, metricName: string) {
    super(scope, id)
    const count = (metricName: string) => ({
      metricName,
      cloudWatchMetricsEnabled: true,
      sampledRequestsEnabled: false,
    })
    const acl = new CfnWebACL(this, 'WebAcl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: count(metricName),
      rules: [
        ...RATES.map(({ name, requests, path }, priority) => ({
          ...{ name, priority, action: { block: { customResponse: { responseCode: 429 } } } },
          statement: {
            rateBasedStatement: {
              ...{ limit: requests, aggregateKeyType: 'IP', evaluationWindowSec: 300 },
              ...(path !== undefined && { scopeDownStatement: startsWith(path) }),
            },
          },
          visibilityConfig: count(name),
        })),
        ...MANAGED.map((name, at) => ({
          ...{ name, priority: RATES.length + at, overrideAction: { none: {} } },
          statement: { managedRuleGroupStatement: { vendorName: 'AWS', name } },
          visibilityConfig: count(name),
        })),
      ],
    })
    this.arn = acl.attrArn
    this.rules = [
      ...RATES.map(({ name }) => ({ name, atLeast: 1 })),
      ...MANAGED.map((name) => ({ name, atLeast: MANAGED_BLOCKS })),
    ].map((rule) => ({ ...rule, dimensions: { WebACL: metricName, Rule: rule.name } }))
  }
}

function startsWith(path: string): CfnWebACL.StatementProperty {
  return {
    byteMatchStatement: {
      searchString: path,
      positionalConstraint: 'STARTS_WITH',
      fieldToMatch: { uriPath: {} },
      textTransformations: [{ priority: 0, type: 'NONE' }],
    },
  }
}
