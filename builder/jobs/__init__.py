"""Work on tensors, in worker processes: `service.pool()` is the app's pool, `tasks` the functions that run in it."""
