/** A stage of a scenario, in the order in which it is passed. */
export interface FunnelStep {
  readonly label: string
  readonly count: number
}

/** Why messages were not sent. */
export interface NotSent {
  /** The rule that decided: `consent`, `pressure`, `quiet-hours` … */
  readonly reason: string
  readonly count: number
}

/** How far contacts came in one scenario. */
export interface ScenarioFunnel {
  readonly scenario: string
  /** @default `scenario` */
  readonly name?: string | undefined
  /** `true` for the result of a simulation: nothing was sent. */
  readonly simulated?: boolean | undefined
  readonly steps: readonly FunnelStep[]
  readonly reasonsNotSent: readonly NotSent[]
}
