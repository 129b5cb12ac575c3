/** Lets a command finish the batch it is in when a person or the system asks it to stop. */
export interface Stop {
  /** Aborted once a stop was asked for; batches look at it between one another. */
  readonly signal: AbortSignal;
  /** The exit status the signal calls for (130 or 143), or null while none came. */
  status(): number | null;
  /** Gives the signals back to their default. */
  release(): void;
}

const STATUS = { SIGINT: 130, SIGTERM: 143 } as const;

/** Catches SIGINT and SIGTERM. A second signal ends the process at once, which the store survives. */
export function catchStop(notice: (name: string) => void = () => {}): Stop {
  const controller = new AbortController();
  let status: number | null = null;
  const listener = (name: NodeJS.Signals) => {
    const wanted = STATUS[name as keyof typeof STATUS];
    if (status !== null) process.exit(wanted);
    status = wanted;
    notice(name);
    controller.abort();
  };
  process.on("SIGINT", listener).on("SIGTERM", listener);
  return {
    signal: controller.signal,
    status: () => status,
    release: () => void process.off("SIGINT", listener).off("SIGTERM", listener),
  };
}
