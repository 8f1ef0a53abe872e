import type { exposureText as english } from '../en/exposure.ts'
import type { Translation } from '../words/translation.ts'

export const exposureText: Translation<typeof english> = {
  dose: 'Dosis',
  doseHint: 'Un número. Déjelo vacío si no se conoce.',
  doseFault: 'Escriba un número mayor que 0 con tres decimales como máximo, como 0.5.',
  unit: 'Unidad de la dosis',
  route: 'Vía',
  notRecorded: 'Sin registrar',
  routes: {
    iv: 'vía intravenosa',
    im: 'vía intramuscular',
    sc: 'vía subcutánea',
    intranasal: 'vía intranasal',
    oral: 'vía oral',
    sublingual: 'vía sublingual',
    other: 'otra vía',
  },
  correct: 'Corregir la hora, la dosis o la vía',
  corrected: 'Una dosis o vía vacía queda como se registró.',
  recordedOtherwise: 'Este tratamiento ya está registrado con otra dosis o vía. Corrija ese registro.',
}
