/** The ways from page to page, which load nothing anew. */
import type { MouseEvent } from "react";
import type { PageLink } from "../protocol";

/** Go to an address as the browser's own Back and Forward do: Streamlit then runs that page, and nothing is loaded anew. */
export function visit(address: string): void {
  history.pushState(null, "", address);
  window.dispatchEvent(new PopStateEvent("popstate"));
}

/** Whether a click is a plain one, and not meant for another tab or window. */
export function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

/** Follow a link that was clicked, unless it is meant for another tab or window; says whether it did. */
export function follow(event: MouseEvent<HTMLAnchorElement>, isHere: boolean): boolean {
  if (!isPlain(event)) return false;
  event.preventDefault();
  // After a click of the pointer the keys are the page's; whoever came by Tab stays.
  if (event.detail > 0) event.currentTarget.blur();
  if (!isHere) visit(event.currentTarget.href);
  return !isHere;
}

/**
 * Put the document of a page into an address without one, as that of a first visit. Streamlit would do it by a new entry
 * of the history, from which Back would lead nowhere.
 */
export function nameInAddress(page: PageLink, document: string): void {
  const address = new URL(location.href);
  if (address.searchParams.has("d") || !address.pathname.endsWith(`/${page.path}`)) return;
  address.searchParams.set("d", document);
  history.replaceState(history.state, "", address);
}

/** Home stands at the app's own address and shows no document. */
export const HOME = "./";

export function isHome({ path }: PageLink): boolean {
  return path === "";
}

/** The address of a page with a document; without one the page has one made. */
export function addressOf(page: PageLink, document: string | null): string {
  if (isHome(page)) return HOME;
  return document === null ? `./${page.path}` : `./${page.path}?d=${encodeURIComponent(document)}`;
}
