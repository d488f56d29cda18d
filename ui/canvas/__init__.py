"""The canvas: TypeScript in `src`, its built bundle in `dist`, and the script that loads it."""
