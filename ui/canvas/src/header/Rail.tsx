import { useEffect, useState, type MouseEvent, type ReactElement } from "react";
import type { PageLink } from "../protocol";
import { say } from "../sentences/say";

interface RailProps {
  document: string;
  pages: readonly PageLink[];
  /** The title of the page that is shown. */
  page: string;
}

/** Go to an address as the browser's own Back and Forward do: Streamlit then runs that page, and nothing is loaded anew. */
function visit(address: string): void {
  history.pushState(null, "", address);
  window.dispatchEvent(new PopStateEvent("popstate"));
}

/** The pages, on every one of them: real links, which a plain click follows without a reload. */
export function Rail({ document: id, pages, page }: RailProps): ReactElement {
  // What was clicked is marked at once; what Python shows afterwards has the last word.
  const [chosen, choose] = useState<string | null>(null);
  useEffect(() => choose(null), [page]);
  const current = chosen ?? page;
  const click = (event: MouseEvent<HTMLAnchorElement>, title: string): void => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    // After a click of the pointer the keys are the page's; whoever came by Tab stays.
    if (event.detail > 0) event.currentTarget.blur();
    if (title === current) return;
    choose(title);
    visit(event.currentTarget.href);
  };
  return (
    <nav className="page-rail" aria-label={say("canvas.header.pages")}>
      {pages.map(({ title, path }) => (
        <a
          key={title}
          href={`./${path}?d=${id}`}
          aria-current={title === current ? "page" : undefined}
          data-testid={`page-${title}`}
          onClick={(event) => click(event, title)}
        >
          {title}
        </a>
      ))}
    </nav>
  );
}
