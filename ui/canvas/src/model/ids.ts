/** New names for blocks, clients and steps. `crypto.randomUUID` would be shorter, and is missing on plain http. */
const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join("");
}
