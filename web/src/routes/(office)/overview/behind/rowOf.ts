import { whomToRing } from '../../../../../../shared/figures/ring.ts'
import type { Ring } from '../../../../../../shared/figures/ring.ts'
import type { BehindKind } from '../../../../../../shared/figures/figure.ts'
import type { Standings } from '../../../../../../shared/figures/stand/standings.ts'
import { sayDate } from '../../../../../../shared/words/dates.ts'
import { isKind } from '../../../../../../shared/kinds.ts'
import { nameOf, sayField, sayKind } from '$lib/fieldWords.ts'
import { attentionNav } from '$lib/nav.ts'
import type { Shell } from '$lib/shell.svelte.ts'
import { capital } from '$lib/words.ts'

/** A row behind a figure as a person reads it. */
export interface RowRead {
  title: string
  /** Where it stands in full. */
  href: string | null
  /** What tells it from others of its name. */
  where: string
  rings: readonly Ring[]
  owners: readonly string[]
}

const planOf = (shell: Shell, id: string | undefined) => shell.one('plan', id ?? '')?.title
const joined = (...parts: readonly (string | null | undefined | false)[]) =>
  parts.filter(Boolean).join(' · ')
const own = (place: string, id: string) => `/${place}/${encodeURIComponent(id)}`
const inPlan = (path: string, planId: string | undefined) =>
  `${path}?plan=${encodeURIComponent(planId ?? '')}`

type Read = (id: string, shell: Shell, standings: Standings) => Partial<RowRead>

const reads: Record<BehindKind, Read> = {
  action: (id, shell, { actions, shelves }) => {
    const stood = actions.find(({ action }) => action.id === id)
    if (!stood) return {}
    const { action } = stood
    return {
      ...{ title: `${action.ref} ${action.text}`, href: own('actions', id) },
      where: joined(planOf(shell, action.planId), shell.one('priority', action.priorityId)?.title),
      rings: whomToRing(stood, shelves),
      owners: action.ownerIds.flatMap((owner) => shell.one('member', owner)?.name ?? []),
    }
  },
  indicator: (id, shell) => {
    const it = shell.one('indicator', id)
    const source = it?.sourceAgencyId ? shell.one('agency', it.sourceAgencyId)?.name : null
    return {
      ...(it && { title: it.label, href: inPlan(own('indicators', id), it.planId) }),
      where: joined(planOf(shell, it?.planId), source && `from ${source}`),
    }
  },
  event: (id, shell) => {
    const it = shell.one('event', id)
    return {
      ...(it && { title: it.title, href: own('events', id) }),
      where: joined(it && sayDate(it.onDate, shell.today), it?.place),
    }
  },
  finding: (id, shell) => {
    const it = shell.one('finding', id)
    const whose = it?.forAgencyId ? shell.one('agency', it.forAgencyId)?.name : null
    return {
      ...(it && { title: joined(capital(it.sort), it.what), href: own('findings', id) }),
      where: joined(
        it?.wardId && shell.one('ward', it.wardId)?.name,
        it?.street,
        whose ? `for ${whose}` : 'for nobody yet',
      ),
    }
  },
  barrier: (id, shell) => {
    const it = shell.one('barrier', id)
    const needs = it?.needsAgencyId ? shell.one('agency', it.needsAgencyId)?.name : null
    const action = shell.one('action', it?.actionId ?? '')
    return {
      ...(it && {
        title: it.text,
        href: action ? own('actions', action.id) : inPlan('/plan/barriers', it.planId),
      }),
      where: joined(
        action && `in the way of ${action.ref}`,
        planOf(shell, it?.planId),
        needs && `needs ${needs}`,
      ),
    }
  },
  conflict: (id, shell, { shelves }) => {
    const it = shelves.conflict.one(id)
    if (!it) return {}
    const kind = shell.store.view.base(it.rowId)?.kind ?? ''
    const action = shell.one('action', it.rowId)
    const settles = attentionNav(shell.role).length > 0
    return {
      title: isKind(kind) ? nameOf(shell, kind, it.rowId) || capital(sayKind(kind)) : it.field,
      href: settles ? '/attention' : action ? own('actions', action.id) : null,
      where: isKind(kind) ? sayField(kind, it.field) : '',
    }
  },
  plan: (id, shell) => {
    const title = planOf(shell, id)
    return title ? { title, href: inPlan('/plan', id) } : {}
  },
  meeting: (id, shell) => {
    const it = shell.one('meeting', id)
    return it ? { title: it.title, href: own('meetings', id) } : {}
  },
}

export const rowBehind = (
  kind: BehindKind,
  id: string,
  shell: Shell,
  standings: Standings,
): RowRead => ({
  ...{ title: 'Something that is not here any more', href: null, where: '', rings: [], owners: [] },
  ...reads[kind](id, shell, standings),
})
