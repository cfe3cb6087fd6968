/** What a child process tells its supervisor. */
export interface ChildListeners {
  onMessage(message: unknown): void;
  /** Exactly once. `reason` is for the log and for IT: exit code, signal, what the system says. */
  onExit(reason: string): void;
}

/**
 * A running child process as the supervisor needs it: Electron's utility process in the program, a
 * plain Node child in tests. `Port` is what it can be handed along with a message.
 */
export interface SupervisedChild<Port> {
  readonly pid: number | undefined;
  post(message: unknown, ports: readonly Port[]): void;
  /** Asks it to end; it may close its files first. */
  end(): void;
  /** Ends it now, even when it is stuck. */
  kill(): void;
}

/** Starts the process. May throw when it cannot be started at all. */
export type Fork<Port> = (listeners: ChildListeners) => SupervisedChild<Port>;
