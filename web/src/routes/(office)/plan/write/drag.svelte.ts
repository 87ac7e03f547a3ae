import type { ActionRow } from '../../../../../../shared/plan/authoring/actions.ts'

/** What is being dragged, and where it would land: before or after an action, or into an empty theme. */
export class Drag {
  action = $state.raw<ActionRow | null>(null)
  /** The id of the action or theme it is held over. */
  overId = $state('')
  isAfter = $state(false)

  start = (action: ActionRow, event: DragEvent, row: Element | null) => {
    this.action = action
    if (!event.dataTransfer) return
    event.dataTransfer.effectAllowed = 'move'
    event.dataTransfer.setData('text/plain', `${action.ref} ${action.text}`)
    if (row) event.dataTransfer.setDragImage(row, 16, 16)
  }

  over = (id: string, event: DragEvent & { currentTarget: Element }) => {
    if (!this.action) return
    event.preventDefault()
    event.stopPropagation()
    const box = event.currentTarget.getBoundingClientRect()
    this.overId = id
    this.isAfter = event.clientY > box.top + box.height / 2
  }

  end = () => {
    this.action = null
    this.overId = ''
  }
}
