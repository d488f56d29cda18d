/** Numbers as people read them. */
import { say } from "../sentences/say";

const grouped = new Intl.NumberFormat("en-GB");

export function count(value: number): string {
  return grouped.format(value);
}

/** `4_700` is "4.7 k": three figures are enough beside a block. */
export function short(value: number): string {
  const steps: [number, string][] = [
    [1e12, "T"],
    [1e9, "G"],
    [1e6, "M"],
    [1e3, "k"],
  ];
  for (const [step, letter] of steps) {
    if (value >= step)
      return `${(value / step).toPrecision(value / step >= 100 ? 3 : 2).replace(/\.0$/, "")} ${letter}`;
  }
  return count(value);
}

/** Bytes in binary units: `15872` is "15.5 KiB". */
export function bytes(value: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let amount = value;
  let unit = 0;
  while (amount >= 1024 && unit < units.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? amount : amount.toFixed(amount < 100 ? 1 : 0)} ${units[unit]}`;
}

/** Multiply-adds of one sample and of the batch that stands for N; without an N there is only what the inputs say. */
export function costText(single: number, whole: number | null, batch: number | null): string {
  if (batch === null) return say("canvas.cost.inputs", { count: single });
  if (batch === 1 || whole === null) return say("canvas.cost.sample", { count: single });
  return say("canvas.cost.batch", { count: single, whole, batch });
}
