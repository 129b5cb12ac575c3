import { validate } from "node-cron";
import { z } from "zod";

const YEAR_HOURS = 8784;

const CronLine = z
  .string()
  .refine(validate, 'expected a cron line of five or six fields as "15 * * * *"; correct it');

const TimeZone = z.string().refine((name) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}, 'expected the name of a time zone as "Asia/Shanghai"; correct it');

const Hours = z.number().min(0).max(YEAR_HOURS);
const Minutes = z.number().min(0).max(1440);

/** Of `settings.yaml`: when sources are visited that do not say otherwise, and how much at once. */
export const ScheduleSettings = z.preprocess(
  (value) => value ?? {},
  z
    .strictObject({
      /** The times at which a source may be visited. */
      cron: CronLine.default("15 * * * *"),
      time_zone: TimeZone.default("Asia/Shanghai"),
      /** Each source begins up to so much later than its cron line says. */
      jitter_minutes: Minutes.default(30),
      /** Between two visits; what a source usually publishes decides where between the two. */
      least_hours: Hours.default(6),
      most_hours: Hours.default(72),
      /** New articles of one source that are fetched before the others have their turn. */
      articles_per_round: z.int().min(1).max(100_000).default(100),
    })
    .superRefine(leastBelowMost),
);

/** `schedule` of a source file: what it says otherwise. */
export const SourceSchedule = z
  .strictObject({
    cron: CronLine.optional(),
    time_zone: TimeZone.optional(),
    jitter_minutes: Minutes.optional(),
    least_hours: Hours.optional(),
    most_hours: Hours.optional(),
  })
  .superRefine(leastBelowMost);

/** When one source is visited. */
export interface Schedule {
  readonly cron: string;
  readonly timeZone: string;
  readonly jitterMinutes: number;
  readonly leastHours: number;
  readonly mostHours: number;
}

interface Hourly {
  readonly least_hours?: number | undefined;
  readonly most_hours?: number | undefined;
}

/** A complaint when the least is above the most. */
function leastBelowMost({ least_hours, most_hours }: Hourly, context: z.RefinementCtx): void {
  if (least_hours === undefined || most_hours === undefined || least_hours <= most_hours) return;
  const message = `expected at most ${most_hours}, as most_hours says, found ${least_hours}; change one of the two`;
  context.addIssue({ code: "custom", message, path: ["least_hours"] });
}

/**
 * What holds for a source: its own keys before those of the settings. Where one of its limits passes the other one of
 * the settings, its own counts for both.
 */
export function scheduleOf(
  source: { readonly schedule?: z.infer<typeof SourceSchedule> | undefined },
  settings: { readonly schedule: z.infer<typeof ScheduleSettings> },
): Schedule {
  const { schedule: own = {} } = source;
  const { schedule: all } = settings;
  const least = own.least_hours ?? Math.min(all.least_hours, own.most_hours ?? all.least_hours);
  const most = own.most_hours ?? Math.max(all.most_hours, least);
  return {
    cron: own.cron ?? all.cron,
    timeZone: own.time_zone ?? all.time_zone,
    jitterMinutes: own.jitter_minutes ?? all.jitter_minutes,
    leastHours: least,
    mostHours: most,
  };
}
