import type { ClinicView } from '../../web/participant/view.ts'
import type { Survey } from '../workflows/responses/load-survey.ts'

/** The survey's site as its participants know it. */
export function findClinic({ study, scope }: Pick<Survey, 'study' | 'scope'>): ClinicView | undefined {
  const site = study.sites.find(({ id }) => id === scope.site)
  return site && { name: site.name, phone: site.phone, country: site.country ?? study.textingCountries[0] }
}
