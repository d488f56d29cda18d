import { useEffect, useLayoutEffect, useRef, useState, type ReactElement } from "react";
import type { PageLink } from "../protocol";
import { visits } from "../recent/visits";
import { say } from "../sentences/say";
import { addressOf, follow } from "./visit";

interface RailProps {
  /** The document that is open, if there is one. */
  document: string | null;
  pages: readonly PageLink[];
  /** The title of the page that is shown. */
  page: string;
}

/** The pages, on every one of them: real links, which a plain click follows without a reload. */
export function Rail({ document: open, pages, page }: RailProps): ReactElement {
  // What was clicked is marked at once; what Python shows afterwards has the last word.
  const [chosen, choose] = useState<string | null>(null);
  useEffect(() => choose(null), [page]);
  const current = chosen ?? page;
  // Where none is open the pages are those of the network that this browser had open last.
  const id = open ?? visits()[0]?.id ?? null;
  const ref = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const reveal = (): void => {
      const link = ref.current?.querySelector<HTMLElement>("[aria-current=page]");
      if (ref.current === null || !link) return;
      ref.current.scrollLeft = link.offsetLeft + link.offsetWidth / 2 - ref.current.clientWidth / 2;
    };
    reveal();
    window.addEventListener("resize", reveal); // a phone that is turned has a row where there was none
    return () => window.removeEventListener("resize", reveal);
  }, [current]);
  return (
    <nav ref={ref} className="page-rail" aria-label={say("canvas.header.pages")}>
      {pages.map((link) => (
        <a
          key={link.title}
          href={addressOf(link, id)}
          aria-current={link.title === current ? "page" : undefined}
          data-testid={`page-${link.title}`}
          onClick={(event) => {
            if (follow(event, link.title === current)) choose(link.title);
          }}
        >
          {link.title}
        </a>
      ))}
    </nav>
  );
}
