import { and, eq, inArray, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { Edition } from '../../shared/assessment/edition.ts'
import { MatrixRow } from '../../shared/assessment/matrixRow.ts'
import { RecordedCounts } from '../../shared/assessment/recordedCounts.ts'
import { Event } from '../../shared/event/event.ts'
import { Outreach } from '../../shared/event/outreach.ts'
import { reachOf } from '../../shared/event/rollUp.ts'
import { countedFor } from '../../shared/indicator/fromCounts.ts'
import { Indicator } from '../../shared/indicator/indicator.ts'
import { Observation } from '../../shared/indicator/observation.ts'
import { standingOf } from '../../shared/indicator/standing.ts'
import type { Database } from './database.ts'
import { row } from './schema.ts'
import { visible } from './visible.ts'

export interface Reader {
  partnershipId: string
  tokenHash: string
}

/** Of one partnership's rows, those in a scope that the holder of this seat may see. */
export const isShown = (partnershipId: string, tokenHash: string) =>
  and(
    eq(row.partnershipId, partnershipId),
    eq(row.deleted, false),
    sql`${row.scope} in (select t.scope from (with ${visible(tokenHash)} select scope from visible) t)`,
  )

const field = (name: string) => sql`${row.data} ->> ${`$.${name}`}`

/** An edition with its lines, or null when this partnership has no such edition. */
export async function readEdition(
  db: Database,
  { partnershipId, tokenHash }: Reader,
  editionId: string,
) {
  const found = await db
    .select({ id: row.id, kind: row.kind, data: row.data })
    .from(row)
    .where(
      and(
        isShown(partnershipId, tokenHash),
        sql`(${row.id} = ${editionId} or (${row.kind} = 'matrixRow' and ${field('editionId')} = ${editionId}))`,
      ),
    )
  const edition = found.find((it) => it.id === editionId && it.kind === 'edition')
  if (!edition) return null
  return {
    edition: v.parse(Edition, parse(edition.data)),
    rows: found
      .filter((it) => it.kind === 'matrixRow')
      .map((it) => ({ id: it.id, ...v.parse(MatrixRow, parse(it.data)) })),
  }
}

const judgedBy = ['indicator', 'observation', 'event', 'outreach']

/** The indicators of a plan, each with its observations and with what events and loaded counts brought to it. */
export async function readIndicators(
  db: Database,
  { partnershipId, tokenHash }: Reader,
  planId: string,
) {
  const found = await db
    .select({ id: row.id, kind: row.kind, data: row.data })
    .from(row)
    .where(and(isShown(partnershipId, tokenHash), inArray(row.kind, judgedBy)))
    .orderBy(row.id)
  const observations = found
    .filter((it) => it.kind === 'observation')
    .map((it) => ({ id: it.id, ...v.parse(Observation, parse(it.data)) }))
  const reach = reachOf(
    found
      .filter((it) => it.kind === 'event')
      .map((it) => ({ id: it.id, ...v.parse(Event, parse(it.data)) })),
    found
      .filter((it) => it.kind === 'outreach')
      .map((it) => ({ id: it.id, ...v.parse(Outreach, parse(it.data)) })),
  )
  const indicators = found
    .filter((it) => it.kind === 'indicator')
    .map((it) => ({ id: it.id, ...v.parse(Indicator, parse(it.data)) }))
    .filter((indicator) => indicator.planId === planId)
  // They are many and large: read only where some indicator is made of them.
  const recorded = indicators.some((it) => it.derivedFrom?.kind === 'counts')
    ? await readCounts(db, { partnershipId, tokenHash })
    : []
  return indicators.map((indicator) => {
    const own = observations.filter((it) => it.indicatorId === indicator.id)
    const byHand = standingOf(indicator, own).values
    return {
      indicator,
      observations: own,
      fromEvents: reach.get(indicator.id) ?? null,
      fromCounts: countedFor(indicator, recorded, byHand).counted,
    }
  })
}

async function readCounts(db: Database, { partnershipId, tokenHash }: Reader) {
  const found = await db
    .select({ id: row.id, data: row.data })
    .from(row)
    .where(and(isShown(partnershipId, tokenHash), eq(row.kind, 'recordedCounts')))
  return found.map((it) => ({ id: it.id, ...v.parse(RecordedCounts, parse(it.data)) }))
}

const parse = (data: string | null): unknown => JSON.parse(data ?? 'null')
