import type { ComponentChildren } from 'preact'
import { Action, ActionLink } from './link.tsx'

interface ConfirmProps {
  title: string
  /** What will happen, and whether it can be taken back. */
  children: ComponentChildren
  to: string
  yes: string
  back: string
  no: string
  fields?: Readonly<Record<string, string>>
  danger?: boolean
}

/** A page that asks once more before something weighty. */
export const Confirm = ({ title, children, to, yes, back, no, fields, danger }: ConfirmProps) => (
  <div class={danger ? 'confirm bad' : 'confirm'}>
    <h1>{title}</h1>
    <div class="prose">{children}</div>
    <div class="actions">
      <Action to={to} tone={danger ? 'danger' : 'main'} fields={fields}>
        {yes}
      </Action>
      <ActionLink to={back} tone="quiet">
        {no}
      </ActionLink>
    </div>
  </div>
)

interface ProgressProps {
  /** From 0 to 100; nothing when it is not known how much there is. */
  percent?: number
  /** What is being done right now. */
  doing: string
  label: string
}

/** Long work says how far it is and what it is doing. */
export const Progress = ({ percent, doing, label }: ProgressProps) => (
  <div class="progress" role="status">
    <progress max={100} value={percent} aria-label={label} />
    <span>{percent === undefined ? doing : `${Math.round(percent)}% · ${doing}`}</span>
  </div>
)
