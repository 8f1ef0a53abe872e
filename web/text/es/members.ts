import type { MemberRole } from '../../api/members/member-roles.ts'
import type { membersText as english } from '../en/members.ts'
import type { Translation } from '../words/translation.ts'

export const roles: Record<MemberRole, string> = {
  coordinator: 'coordinación',
  lead: 'dirección del estudio',
  statistician: 'estadística',
  'data-manager': 'gestión de datos',
  monitor: 'monitoreo',
}

export const membersText: Translation<typeof english> = {
  section: 'Miembros',
  heading: 'Miembros',
  lead: 'Todas las personas con acceso a este estudio. Un cambio vale desde la siguiente página que la persona abra, y queda en el registro de auditoría.',
  myStudies: {
    heading: 'Mis estudios',
    lead: 'Los estudios a los que usted tiene acceso.',
    none: 'Todavía no tiene ningún estudio',
    noneHint:
      'Inició sesión, pero no es miembro de ningún estudio. Si recibió una invitación por correo, abra el enlace de ese correo. Si no, envíe su identificador de cuenta a quien administra el estudio.',
    account: 'Su identificador de cuenta',
    members: 'Miembros',
    draft: 'Un borrador que todavía no está publicado',
  },
  roles,
  describe: (role, administers, blinded) =>
    [
      roles[role],
      ...(blinded ? ['con enmascaramiento'] : []),
      ...(administers ? ['administra el estudio'] : []),
    ].join(', '),
  noSites: 'ninguna clínica',
  columns: {
    name: 'Nombre',
    role: 'Función',
    sites: 'Clínicas',
    lastSignIn: 'Último inicio de sesión',
    granted: 'Acceso desde',
    action: 'Cambiar',
  },
  never: 'nunca',
  you: 'usted',
  grantedBy: (when, who) => `${when}, por ${who}`,
  operator: 'un operador',
  unknownGrant: 'no registrado',
  change: 'Cambiar',
  changeOf: (name) => `Cambiar el acceso de ${name}`,
  accountOf: (sub) => `Identificador de cuenta ${sub}`,
  export: 'Descargar la lista de acceso (CSV)',
  signInHint:
    'El último inicio de sesión es el de la consola, sea cual sea el estudio que la persona abrió después. Los programas y la línea de comandos no inician sesión ahí.',
  invite: 'Invitar a alguien por correo',
  grant: 'Dar acceso a una cuenta',
  notices: {
    granted: 'Se dio el acceso.',
    changed: 'El cambio se guardó.',
    revoked: 'Se revocó el acceso.',
    invited: 'La invitación se envió.',
    'invitation-revoked': 'La invitación se revocó y la dirección de correo se borró.',
  },
  mailNotices: {
    unknown: 'No se sabe si el correo salió. Envíe la invitación otra vez si no llega.',
    refused:
      'La invitación está guardada, pero su correo fue rechazado: este servicio no tiene un remitente verificado, o la dirección no recibe correo. Consulte a un operador y envíela otra vez.',
    'no-account':
      'La invitación está guardada, pero no se pudo crear una cuenta para esta dirección, así que no se envió ningún correo. Revise la dirección o consulte a un operador.',
  },
  invitations: {
    heading: 'Invitaciones',
    none: 'No hay nadie invitado en este momento.',
    who: 'Persona invitada',
    state: 'Estado',
    by: 'Invitada por',
    steps: 'Qué hacer',
    states: {
      open: (until) => `Abierta hasta ${until}`,
      expired: (until) => `Venció el ${until}`,
      accepted: 'Aceptada',
      revoked: 'Revocada',
    },
    mails: {
      sent: 'correo enviado',
      unknown: 'correo sin confirmar',
      refused: 'correo rechazado',
      'no-account': 'sin cuenta ni correo',
    },
    resend: 'Enviar otra vez',
    resendTo: (name) => `Enviar otra vez la invitación de ${name}`,
    revoke: 'Revocar',
    revokeOf: (name) => `Revocar la invitación de ${name}`,
  },
  form: {
    name: 'Nombre',
    nameHint: 'Lo ven la persona y quienes administran el estudio.',
    email: 'Dirección de correo',
    emailHint: 'El enlace se envía ahí y vale siete días. Funciona una vez.',
    account: 'Identificador de cuenta',
    accountHint:
      'La persona lo ve en Mis estudios después de iniciar sesión. De un programa, su identificador de cliente.',
    role: 'Función',
    roleHint:
      'La coordinación inscribe, llama y registra en sus clínicas. La dirección del estudio ve los resultados de todas las clínicas, y participantes solo de las clínicas elegidas aquí. La estadística ve los resultados de todas las clínicas. Estadística, gestión de datos y monitoreo leen participantes de estas clínicas sin nombres ni números; la gestión de datos resuelve además lo que falta o llegó tarde.',
    sites: 'Clínicas',
    administers: 'Administra el estudio: invita, cambia y revoca miembros',
    blinded: 'Con enmascaramiento: no ve el grupo de nadie ni resultados por grupo',
    invite: 'Enviar la invitación',
    grant: 'Dar acceso',
    save: 'Guardar el cambio',
    revoke: 'Revocar el acceso',
    back: 'Todos los miembros',
  },
  faults: {
    summary: (fields) => `No se guardó nada. Revise: ${fields}.`,
    name: 'Escriba un nombre de 120 caracteres como máximo.',
    email: 'Escriba una dirección de correo, como nombre@example.org.',
    account: 'Escriba un identificador de cuenta de 128 caracteres como máximo.',
    role: 'Elija una función.',
    sites:
      'Elija clínicas de este estudio. La coordinación, la gestión de datos y el monitoreo que no administran el estudio necesitan al menos una.',
    'already-member': 'Esta cuenta ya es miembro. Cambie su acceso en la lista de miembros.',
    'already-invited':
      'Hay una invitación abierta a esta dirección. Envíe esa otra vez, o revóquela primero.',
    'own-blinding':
      'Nadie se quita a sí mismo el enmascaramiento: debe hacerlo otra persona que administre el estudio.',
    'last-administrator':
      'Nadie más administra este estudio. Primero haga que otra persona lo administre. No se cambió nada.',
    'own-access':
      'Otra persona que administra el estudio debe darle otro rol o más clínicas. No se cambió nada.',
    'member-changed':
      'Otra persona cambió este acceso mientras usted lo tenía abierto. Abajo está como es ahora. No se guardó nada suyo.',
    'invitation-settled': 'La invitación ya no está abierta: fue aceptada o revocada.',
  },
  revokeHeading: (name) => `¿Revocar el acceso de ${name}?`,
  revokeLead:
    'Queda fuera desde la siguiente página que abra. Lo que registró se conserva, con su cuenta en el registro de auditoría. Usted puede dar el acceso de nuevo.',
  revokeSelf: 'Este es su propio acceso. No podrá devolvérselo usted.',
  accept: {
    heading: 'Invitación a un estudio',
    signInLead:
      'Recibió una invitación para trabajar en un estudio en Concord. Inicie sesión con su propia cuenta para ver la invitación. La contraseña temporal de una cuenta nueva llegó en otro correo.',
    lead: (title, inviter) => `${inviter} le invita al estudio «${title}».`,
    as: (role, sites) => `Función: ${role}. Clínicas: ${sites}.`,
    until: (when) => `La invitación está abierta hasta ${when}.`,
    account: 'El acceso se da a la cuenta con la que usted inició sesión.',
    accept: 'Aceptar la invitación',
    ended: 'Este enlace ya no funciona',
    endedLead:
      'La invitación venció, fue revocada, ya fue aceptada o se envió otra vez con un enlace más nuevo. Pida una nueva a quien le invitó.',
    already: 'Usted ya es miembro de este estudio',
    alreadyLead:
      'Su acceso no cambió. Si la invitación es para otra persona, deje que ella abra el enlace en su propio navegador.',
    open: 'Abrir el estudio',
  },
  mail: {
    subject: 'Invitación a Concord',
    body: (of) =>
      [
        `${of.inviter} le invita al estudio «${of.title}» en Concord. Función: ${roles[of.role]}.`,
        `Abra este enlace antes del ${of.until}, inicie sesión y acepte:`,
        of.link,
        'Si todavía no tiene cuenta, una contraseña temporal llega en otro correo. El enlace funciona una vez. Si no esperaba esto, no haga nada.',
      ].join('\n\n'),
  },
}
