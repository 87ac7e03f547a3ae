import type { Agency } from '../../../../../../shared/partnership/agency.ts'

/** The kinds of partner, in the words of the Crime and Disorder Act, and what they mean. */
export const standings: {
  value: Agency['standing']
  label: string
  plural: string
  hint: string
}[] = [
  {
    value: 'responsible authority',
    label: 'Responsible authority',
    plural: 'Responsible authorities',
    hint: 'The law makes it part of the partnership',
  },
  {
    value: 'cooperating body',
    label: 'Cooperating body',
    plural: 'Cooperating bodies',
    hint: 'A public body that works with it',
  },
  {
    value: 'voluntary',
    label: 'Voluntary or other',
    plural: 'Voluntary and others',
    hint: 'Charities, businesses, schemes',
  },
]
