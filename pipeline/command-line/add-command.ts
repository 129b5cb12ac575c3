import { type Command, InvalidArgumentError } from "commander";
import type { Run } from "../cli.ts";

/** Adds a command to its parent; its module is loaded only when it runs. */
export type Add = (
  parent: Command,
  spec: string,
  description: string,
  load: () => Promise<{ run: Run }>,
  isDefault?: boolean,
) => Command;

/** Reads a whole number that is not less than this. */
export function wholeNumber(least: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!Number.isInteger(number) || number < least) {
      throw new InvalidArgumentError(`expected a whole number, ${least} or more.`);
    }
    return number;
  };
}

/** Gathers the values of an option that may be given several times. */
export const collect = (value: string, before: string[] | undefined) => [...(before ?? []), value];
