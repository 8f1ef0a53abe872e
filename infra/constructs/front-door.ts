import { Duration, Validations } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { LOG_RETENTION } from './handler.ts'
import { ORIGIN_HEADER } from './origin-secret.ts'
import { type Domain, OwnDomain } from './own-domain.ts'

/**
 * What the access log says about a request. Never the path: a participant's link is in it, and whoever holds the link
 * can answer. Nor the caller's address, which is personal data. `$context.routeKey` is the pattern, e.g. `ANY /s/{token}`.
 */
const ACCESS_LOG_FORMAT = JSON.stringify({
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  responseLatency: '$context.responseLatency',
  integrationStatus: '$context.integrationStatus',
})

interface FrontDoorProps {
  /** The operator's own name, under which CloudFront asks the API. */
  readonly domain: Domain | undefined
  /** Tells requests through CloudFront from others. */
  readonly admitRequest: IFunction | undefined
}

/**
 * The only way in from outside: one HTTP API, throttled, logged without paths, closed to other origins' scripts. Where the
 * operator has a name, it answers under that alone, and to CloudFront alone.
 */
export class FrontDoor extends Construct {
  readonly api: HttpApi

  constructor(scope: Construct, id: string, { domain, admitRequest }: FrontDoorProps) {
    super(scope, id)
    const ownDomain = domain && new OwnDomain(this, 'OwnDomain', domain)
    this.api = new HttpApi(this, 'Api', {
      description: 'Concord: participant pages, console and API',
      createDefaultStage: false,
      disableExecuteApiEndpoint: ownDomain !== undefined,
      ...(admitRequest !== undefined && { defaultAuthorizer: createAuthorizer(admitRequest) }),
    })
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      ...(ownDomain !== undefined && { domainMapping: { domainName: ownDomain.domainName } }),
      detailedMetricsEnabled: true,
      throttle: { rateLimit: 500, burstLimit: 1000 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLog', { retention: LOG_RETENTION }),
        ),
        format: AccessLogFormat.custom(ACCESS_LOG_FORMAT),
      },
    })
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'The functions authorise: a participant by the secret in the link, staff by an OIDC token and a membership read at each request. A gateway authorizer knows neither links nor memberships.',
    })
  }

  /** Sends the routes, each written `METHOD /path`, to one function. */
  route(handler: IFunction, ...routes: string[]): void {
    // One permission for each function, and not for each of its routes: a stack has 500 resources at most.
    const integration = new HttpLambdaIntegration(`${handler.node.id}Integration`, handler, {
      scopePermissionToRoute: false,
    })
    for (const route of routes) {
      const [method, path] = route.split(' ')
      if (path === undefined || !isMethod(method)) throw new Error(`Not a route: ${route}`)
      this.api.addRoutes({ path, methods: [method], integration })
    }
  }
}

/** Asked once an hour for a key: the gateway keeps its answer. A request without a key is refused unasked. */
function createAuthorizer(handler: IFunction): HttpLambdaAuthorizer {
  return new HttpLambdaAuthorizer('CloudFront', handler, {
    identitySource: [`$request.header.${ORIGIN_HEADER}`],
    responseTypes: [HttpLambdaResponseType.SIMPLE],
    resultsCacheTtl: Duration.hours(1),
  })
}

function isMethod(text: string | undefined): text is HttpMethod {
  return Object.values<string | undefined>(HttpMethod).includes(text)
}
