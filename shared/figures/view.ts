import { addressOf, narrowing, readQuestion } from './question.ts'
import type { Question } from './question.ts'

/** What a dashboard can be of, and what of a question that says. */
export const subjects = {
  priority: 'priorityId',
  agency: 'agencyId',
  ward: 'wardId',
  group: 'groupId',
} as const
export type SubjectKind = keyof typeof subjects

export interface Subject {
  kind: SubjectKind
  id: string
}

/** One dashboard, as it can be sent to a colleague: what it is of (null for the partnership) and what was asked. */
export interface View {
  subject: Subject | null
  question: Question
}

/** Where an address after /overview leads: to a dashboard, to the rows behind a figure, or to the choice of a group. */
export interface Place {
  room: 'dashboard' | 'behind' | 'groups'
  subject: Subject | null
}

/** Null where there is no such place. */
export function placeAt(path: string): Place | null {
  const [kind = '', ...rest] = path.split('/').map(decodeURIComponent)
  if (kind === '' && rest.length === 0) return { room: 'dashboard', subject: null }
  if (kind === 'behind' && rest.length === 0) return { room: 'behind', subject: null }
  if (!isSubjectKind(kind)) return null
  const [id = '', word, ...more] = rest
  if (id === '') return kind === 'group' && !word ? { room: 'groups', subject: null } : null
  if (more.length > 0 || (word !== undefined && word !== 'behind')) return null
  return { room: word ? 'behind' : 'dashboard', subject: { kind, id } }
}

const isSubjectKind = (word: string): word is SubjectKind => Object.hasOwn(subjects, word)

/**
 * The view that a place and the words of its address ask for, today. What the place says cannot be said again
 * by a word, and is not left out in silence either: it is a problem, in one sentence.
 */
export function readView(
  subject: Subject | null,
  words: Iterable<readonly [string, string]>,
  today: string,
): { view: View } | { problem: string } {
  const own: [string, string][] = subject ? [[narrowing[subjects[subject.kind]], subject.id]] : []
  const read = readQuestion([...own, ...words], today, ['figure'])
  return 'problem' in read ? read : { view: { subject, question: read.question } }
}

/** The address of a view; with the word of a figure, that of the rows behind it. A live one: see `addressOf`. */
export function viewAddress({ subject, question }: View, today: string, figure?: string): string {
  const rest = { ...question }
  if (subject) delete rest[subjects[subject.kind]]
  const place = ['overview', ...(subject ? [subject.kind, encodeURIComponent(subject.id)] : [])]
  const asked = addressOf(rest, today)
  const words = [figure && `figure=${encodeURIComponent(figure)}`, asked].filter(Boolean).join('&')
  return `/${[...place, ...(figure ? ['behind'] : [])].join('/')}${words && `?${words}`}`
}

/** The same question about one thing more, on the dashboard of that thing. */
export const viewOf = (question: Question, kind: SubjectKind, id: string): View => ({
  subject: { kind, id },
  question: { ...question, [subjects[kind]]: id },
})
