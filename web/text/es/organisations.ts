import type { organisationsText as english } from '../en/organisations.ts'
import type { Translation } from '../words/translation.ts'

export const organisationsText: Translation<typeof english> = {
  mine: 'Organizaciones que administra',
  lead: 'Aquí comienza estudios y ve cuáles hay y quién los dirige. No ve nada de participantes.',
  studies: {
    heading: 'Estudios',
    none: 'Aún no hay estudios',
    noneHint: 'Comience el primero: desde una plantilla o como copia de un estudio del que es miembro.',
    begin: 'Comenzar un estudio',
    beginHint:
      'Es un borrador: no se inscribe a nadie ni se envía nada antes de publicarlo. Usted lo dirige e invita a otras personas.',
    copyOf: (title) => `Copia de «${title}»`,
    columns: {
      title: 'Estudio',
      state: 'Estado',
      sites: 'Clínicas',
      members: 'Miembros',
      administrators: 'Lo administran',
      act: 'Su acceso',
    },
    published: 'publicado',
    draft: 'borrador',
    nobody: 'nadie',
    member: 'Es miembro',
    administer: 'Administrar este estudio',
    administerHint:
      'Se convierte en miembro que administra el estudio, sin clínica y sin ver los grupos. Queda en el registro de auditoría del estudio, y sus miembros lo ven.',
  },
  administrators: {
    heading: 'Administración',
    since: (date) => `desde ${date}`,
    you: 'usted',
    dismiss: 'Retirar',
    appoint: 'Nombrar a alguien que administre',
    appointHint:
      'Podrá comenzar estudios, nombrar a otras personas y hacerse administrador de cualquier estudio de aquí. La persona ve su identificador de cuenta en Mis estudios después de iniciar sesión.',
    name: 'Nombre',
    account: 'Identificador de cuenta',
    submit: 'Nombrar',
  },
  notices: {
    appointed: 'El nombramiento está hecho.',
    dismissed: 'La persona ya no administra la organización. Sus membresías en estudios siguen igual.',
    invalid:
      'No se cambió nada. Escriba un nombre de 120 caracteres como máximo y un identificador de cuenta.',
    'study-exists':
      'No se comenzó ningún estudio: ya hay uno con este identificador, o un borrador. Elija otro.',
    'study-invalid':
      'No se comenzó ningún estudio. Elija desde qué comienza y escriba un identificador de minúsculas, dígitos y guiones, y un título.',
    last: 'No se cambió nada: nadie más administra esta organización. Nombre antes a otra persona.',
  },
}
