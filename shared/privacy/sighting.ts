/** What the guard looks for: what the partnership's plan can do without, and a resident cannot take back. */
export const sorts = [
  'phone',
  'email',
  'ni-number',
  'date-of-birth',
  'registration',
  'address',
  'named-person',
] as const
export type Sort = (typeof sorts)[number]

/** `text` is exactly what was written, so a screen can mark it; `at` is where it starts. */
export interface Sighting {
  sort: Sort
  text: string
  at: number
}

/** To stand in a sentence: "This looks like a phone number." */
export const saySort: Record<Sort, string> = {
  phone: 'a phone number',
  email: 'an e-mail address',
  'ni-number': 'a National Insurance number',
  'date-of-birth': 'a date of birth',
  registration: 'a vehicle registration',
  address: 'a home address',
  'named-person': 'a person’s name',
}
