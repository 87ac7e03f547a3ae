import { sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { GenericSchema, InferOutput } from 'valibot'
import { EVENTS_SCOPE, visibleScopes } from '../../shared/access/scopes.ts'
import type { Reader } from '../../shared/access/may.ts'
import { Event } from '../../shared/event/event.ts'
import { Finding } from '../../shared/finding/finding.ts'
import { FindingStep } from '../../shared/finding/findingStep.ts'
import { standFindings } from '../../shared/finding/standing.ts'
import { Approval } from '../../shared/governance/approval.ts'
import { Member } from '../../shared/partnership/member.ts'
import { Partnership } from '../../shared/partnership/partnership.ts'
import { Action } from '../../shared/plan/action.ts'
import { Barrier } from '../../shared/plan/barrier.ts'
import { Milestone } from '../../shared/plan/milestone.ts'
import { Plan } from '../../shared/plan/plan.ts'
import { Request } from '../../shared/plan/request.ts'
import { Update } from '../../shared/plan/update.ts'
import { listActions } from '../../shared/reminders/listActions.ts'
import type { Grounds } from '../../shared/reminders/reminder.ts'
import { addDays } from '../../shared/words/dates.ts'
import type { Database } from './database.ts'

interface Found {
  id: string
  kind: string
  scope: string
  data: string
}
interface Read {
  id: string
  kind: string
  scope: string
  data: unknown
}

const kinds = ['action', 'update', 'milestone', 'barrier', 'request', 'approval']

/**
 * What one partnership's members are reminded of, read once for all of them: its plans that run and what
 * stands under them, the events of two days, what was found and what came of it, and the members asked about. What an entry says in words is
 * left in the database, but for the street of a finding.
 */
export async function readGrounds(
  db: Database,
  {
    partnershipId,
    memberIds,
    today,
  }: { partnershipId: string; memberIds: string[]; today: string },
): Promise<PartnershipGrounds> {
  const found = await db.all<Found>(sql`
    with open_plan as materialized (
      select id from row where partnership_id = ${partnershipId} and kind in ('plan', 'edition')
        and kind = 'plan' and deleted = 0 and data ->> '$.state' <> 'archived')
    select id, kind, scope, data from row
    where partnership_id = ${partnershipId} and deleted = 0 and id in (
      select ${partnershipId} union all select id from open_plan
      union all select value from json_each(${JSON.stringify(memberIds)}))
    union all
    select r.id, r.kind, r.scope,
      case when r.kind = 'update' then json_set(r.data, '$.note', '') else r.data end
    from open_plan cross join row r on r.partnership_id = ${partnershipId}
      and r.scope = 'plan:' || open_plan.id
    where r.deleted = 0 and r.kind in (select value from json_each(${JSON.stringify(kinds)}))
    union all
    select id, kind, scope, json_remove(data, '$.note') from row
    where partnership_id = ${partnershipId} and kind = 'event' and deleted = 0
      and data ->> '$.onDate' in (${today}, ${addDays(today, 1)})
    union all
    select f.id, f.kind, f.scope, case f.kind
      when 'finding' then json_set(json_remove(f.data, '$.what'), '$.street', coalesce(
        f.data ->> '$.street',
        (select e.data ->> ('$.streets."' || (f.data ->> '$.streetId') || '".name') from row e
          where e.partnership_id = f.partnership_id and e.id = f.data ->> '$.eventId')))
      else json_remove(f.data, '$.note', '$.forResidents') end
    from row f where f.partnership_id = ${partnershipId} and f.deleted = 0
      and f.kind in ('finding', 'findingStep')`)
  return new PartnershipGrounds(
    found.map(({ id, kind, scope, data }) => ({ id, kind, scope, data: JSON.parse(data) })),
    today,
  )
}

/** A partnership's rows, from which each member sees what they may see. */
export class PartnershipGrounds {
  readonly #rows: readonly Read[]
  readonly #today: string
  /** Members who see the same plans and events are reminded of the same grounds: worked out once. */
  readonly #known = new Map<string, Grounds>()

  constructor(rows: readonly Read[], today: string) {
    this.#rows = rows
    this.#today = today
  }

  get partnership(): Partnership | null {
    return this.#all('partnership', Partnership)[0] ?? null
  }

  member(id: string): Member | null {
    return this.#all('member', Member).find((it) => it.id === id) ?? null
  }

  for(reader: Reader): Grounds {
    const openers = this.#rows.filter(({ kind }) => kind === 'plan' || kind === 'event')
    const scopes = visibleScopes(reader, openers)
    const opened = new Set([EVENTS_SCOPE, ...openers.map(({ scope }) => scope)])
    const here = [...opened].filter((it) => scopes.has(it))
    const name = here.sort().join(' ')
    const known = this.#known.get(name)
    if (known) return known
    const grounds = this.#workOut(new Set(here))
    this.#known.set(name, grounds)
    return grounds
  }

  #workOut(scopes: ReadonlySet<string>): Grounds {
    const plans = this.#all('plan', Plan, scopes)
    const barriers = this.#all('barrier', Barrier, scopes)
    const rows = {
      ...{ plans, barriers, silentDays: this.partnership?.silentDays },
      actions: this.#all('action', Action, scopes),
      updates: this.#all('update', Update, scopes),
      milestones: this.#all('milestone', Milestone, scopes),
      requests: this.#all('request', Request, scopes),
    }
    return {
      ...listActions(rows, this.#today),
      ...{ plans, barriers },
      approvals: this.#all('approval', Approval, scopes),
      events: this.#all('event', Event, scopes),
      findings: standFindings(
        this.#all('finding', Finding, scopes),
        this.#all('findingStep', FindingStep, scopes),
        this.#today,
      ).map((standing) => ({ standing, where: standing.finding.street ?? '' })),
    }
  }

  /** What cannot be read any more reminds of nothing, and keeps nobody's letter from them. */
  #all<S extends GenericSchema>(kind: string, schema: S, scopes?: ReadonlySet<string>) {
    return this.#rows.flatMap((row): (InferOutput<S> & { id: string })[] => {
      if (row.kind !== kind || (scopes && !scopes.has(row.scope))) return []
      const read = v.safeParse(schema, row.data)
      return read.success ? [Object.assign({ id: row.id }, read.output)] : []
    })
  }
}
