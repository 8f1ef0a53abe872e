/** Organizations: their studies, and who administers them. */
export const organisationsText = {
  mine: 'Organizations that you administer',
  lead: 'You begin studies here, and see which ones there are and who runs them. You see nothing of participants.',
  studies: {
    heading: 'Studies',
    none: 'No study yet',
    noneHint: 'Begin the first one: from a template, or as the copy of a study that you are a member of.',
    begin: 'Begin a study',
    beginHint:
      'It is a draft: nobody is enrolled and nothing is texted before it is published. You are its lead, and invite others.',
    copyOf: (title: string) => `Copy of “${title}”`,
    columns: {
      title: 'Study',
      state: 'State',
      sites: 'Clinics',
      members: 'Members',
      administrators: 'Administered by',
      act: 'Your access',
    },
    published: 'published',
    draft: 'draft',
    nobody: 'nobody',
    member: 'You are a member',
    administer: 'Administer this study',
    administerHint:
      'You become a member who administers the study, without a clinic and blinded to arms. It is in the study’s audit trail, and its members see it.',
  },
  administrators: {
    heading: 'Administrators',
    since: (date: string) => `since ${date}`,
    you: 'you',
    dismiss: 'Dismiss',
    appoint: 'Appoint an administrator',
    appointHint:
      'They can begin studies, appoint others, and make themselves administrator of any study here. The person sees their account ID under My studies after signing in.',
    name: 'Name',
    account: 'Account ID',
    submit: 'Appoint',
  },
  notices: {
    appointed: 'The administrator is appointed.',
    dismissed: 'The administrator is dismissed. Memberships of studies stay as they are.',
    invalid: 'Nothing was changed. Enter a name of at most 120 characters and an account ID.',
    'study-exists': 'No study was begun: there is one of this ID, or a draft of one. Choose another ID.',
    'study-invalid':
      'No study was begun. Choose what it begins from, and enter an ID of lowercase letters, digits and hyphens, and a title.',
    last: 'Nothing was changed: nobody else administers this organization. Appoint someone first.',
  },
}
