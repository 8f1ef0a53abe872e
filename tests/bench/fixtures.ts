import type { Fixtures } from './cost-table.ts'

/** Of a deployment with a domain: tests/integration/infra/costs.test.ts counts them in the templates. */
export const FIXTURES: Fixtures = { alarms: 159, keys: 18, secrets: 2, firewallRules: 5 }
