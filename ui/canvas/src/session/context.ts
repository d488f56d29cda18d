/** The session, for every component below the Build page. */
import { createContext, useContext } from "react";
import type { BuildSession } from "./session";
import type { BuildState } from "./state";
import { useSelector } from "./store";

export const SessionContext = createContext<BuildSession | null>(null);

export function useSession(): BuildSession {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("No session: the component stands outside the Build page.");
  return session;
}

export function useBuild<R>(select: (state: BuildState) => R): R {
  return useSelector(useSession().store, select);
}
