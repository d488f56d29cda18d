"""The canvas: TypeScript in `src`, its built bundle in `dist`, and what mounts it in a page."""
