import type { Risk } from '../../risk/risk.ts'
import type { RiskReview } from '../../risk/riskReview.ts'
import type { Stored } from '../planRows.ts'
import { nextId } from './ids.ts'
import type { Making } from './yearEnd.ts'
import { hereOrNull } from './yearEnd.ts'

type PlaceOf = (oldActionId: string) => string | null

/** Carries barriers that still stand. One that only stood in the way of a finished action goes with it. */
export function carryBarriers({ it, planId, creates, lines }: Making, placeOf: PlaceOf) {
  for (const { id, ...barrier } of it.barriers) {
    const name = barrier.text
    const actionId = barrier.actionId ? placeOf(barrier.actionId) : null
    const isMoot = barrier.actionId && !actionId && it.isHere('action', barrier.actionId)
    if (barrier.clearedOn || isMoot) {
      const reason = barrier.clearedOn
        ? 'It is cleared'
        : 'The action it stood in the way of is finished'
      lines.push({ kind: 'barrier', id, name, what: 'closed', reason })
      continue
    }
    creates.push({
      kind: 'barrier',
      id: nextId('barrier', planId, id),
      entry: {
        ...barrier,
        ...{ planId, actionId },
        needsAgencyId: hereOrNull(it, 'agency', barrier.needsAgencyId),
        ownerId: hereOrNull(it, 'member', barrier.ownerId),
      },
    })
    const reason = barrier.decision ? 'Decided, and not cleared yet' : 'Nobody has decided on it'
    lines.push({ kind: 'barrier', id, name, what: 'carried', reason })
  }
}

/** The review that counts: the latest that no other corrects. */
export function latestReview(
  reviews: readonly Stored<RiskReview>[],
): Stored<RiskReview> | undefined {
  const gone = new Set(reviews.map(({ supersedes }) => supersedes))
  const at = (it: Stored<RiskReview>) => `${it.happenedOn} ${it.recordedAt} ${it.id}`
  return reviews.filter(({ id }) => !gone.has(id)).toSorted((a, b) => (at(a) < at(b) ? 1 : -1))[0]
}

/** Carries risks that are open, as their latest review left them. What was printed stays behind. */
export function carryRisks({ it, planId, creates, lines }: Making, placeOf: PlaceOf) {
  for (const { id, published: _printed, ...risk } of it.risks) {
    const name = `${risk.ref} ${risk.text}`
    if (risk.closedOn) {
      lines.push({ kind: 'risk', id, name, what: 'closed', reason: 'It is closed' })
      continue
    }
    const review = latestReview(it.riskReviews.filter(({ riskId }) => riskId === id))
    const entry: Risk = {
      ...risk,
      planId,
      ...(review && {
        ...{ likelihood: review.likelihood, impact: review.impact },
        controlled: review.controlled ?? risk.controlled ?? null,
        reviewOn: review.nextReviewOn ?? risk.reviewOn ?? null,
      }),
      controlActionIds: (risk.controlActionIds ?? []).flatMap((oldId) => placeOf(oldId) ?? []),
      ownerId: hereOrNull(it, 'member', risk.ownerId),
    }
    creates.push({ kind: 'risk', id: nextId('risk', planId, id), entry })
    const reason = review ? 'Open, as its latest review left it' : 'Open'
    lines.push({ kind: 'risk', id, name, what: 'carried', reason })
  }
}
