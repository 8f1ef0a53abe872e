export const FORMATS = ['fhir', 'redcap', 'odm'] as const

export type Format = (typeof FORMATS)[number]
