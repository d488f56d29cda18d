"""The loop: a network, its data and a recipe, one batch after the other; what it draws is its own.

Its weights and losses are bit-equal to those of a plain script: seed, then for each epoch a permutation by
`seed + epoch`, and for each batch forward, loss, backward, step. `state` is all that is needed to go on in another
process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, NamedTuple

import torch
from msgspec.structs import replace
from torch import Tensor, nn
from torch.nn.parameter import is_lazy

from builder.errors import BuilderError
from builder.sentences import say
from builder.training.device import FLOATS, check_device
from builder.training.feed import Batches, Feed
from builder.training.living import pack_network, unpack_network
from builder.training.meter import Meter, Step, Sums
from builder.training.objective import Objective
from builder.training.optimizing import OptimizerGroup
from builder.training.packing import Packer, unpack
from builder.training.randomness import drawn_state, restore_drawn, seed_all
from builder.training.recipe import Recipe
from builder.training.records import MOST_STEPS, EpochRecord, Record

READ_EVERY = 25
"""Steps after which losses are read, which waits for the device."""
NORM_EVERY = 10
"""Steps of which one has the norm of its gradients taken, where no clipping takes it anyway."""


class Place(NamedTuple):
    """Where a run is: whole epochs, batches of this one, steps of the optimizer, and why it has ended, if so.

    `best` is the epoch with the best measure so far, and `measure` that.
    """

    epoch: int = 0
    batch: int = 0
    step: int = 0
    ended: str = ""
    best: int = 0
    measure: float | None = None


class EvaluationInterrupted(Exception):  # noqa: N818 - no error: somebody asked for it
    """An evaluation was broken off; the run stands before it."""


class Trainer:
    """Trains a network in place.

    Args:
        module: the network; its weights are changed.
        prepared: the data.
        recipe: how; `builder.training.check` says what is wrong with one.
        emit: is given each record; they are kept in `records` without.
        interrupt: is asked in an evaluation, which is as long as its data, whether to break it off.

    Raises:
        BuilderError: the recipe does not fit the network.
    """

    def __init__(
        self,
        module: nn.Module,
        prepared: Batches,
        recipe: Recipe,
        emit: Callable[[Record], None] | None = None,
        interrupt: Callable[[], bool] | None = None,
    ) -> None:
        check_device(recipe)
        self.module = module.to(recipe.device)
        self.recipe = recipe
        self.records: list[Record] = []
        self.feed = Feed(prepared, recipe)
        if not self.feed.count:
            raise BuilderError(
                say("training.no-batch", size=recipe.batch_size, rows=len(prepared.training)),
                hint=say("training.no-batch.hint"),
            )
        self._interrupt = interrupt or (lambda: False)
        rows = len(prepared.training)
        self.total = recipe.total_steps(rows)
        self._emit = emit or self.records.append
        self.meter = Meter(self._emit, max(1, self.total // MOST_STEPS))
        self.objective = Objective(recipe.loss, prepared.info.task == "tokens")
        self.place = Place()
        with self._lent():
            seed_all(recipe.seed)
            self._decide()
            seed_all(recipe.seed)
            self._drawn = drawn_state()
        _freeze(module, recipe.frozen)
        self.optimizing = OptimizerGroup(self.module, recipe, rows)
        self._scaler = torch.amp.GradScaler(recipe.device) if recipe.precision == "float16" else None
        self.module.train()

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return bool(self.place.ended)

    @property
    def ends_epoch(self) -> bool:
        """Whether nothing is left of the epoch but its end: the evaluation."""
        return self.place.batch >= self.feed.count or self.place.step >= self.total

    def step(self) -> None:
        """Make one step of the optimizer, of as many batches as it takes, and what an epoch's end asks for."""
        with self.drawing():
            before = self.place.step
            while self.place.step == before and not self.is_done:
                self.advance()
            if self.ends_epoch and not self.is_done:
                self.advance()

    def epoch(self) -> None:
        """Go on to the end of the epoch."""
        with self.drawing():
            before = self.place.epoch
            while self.place.epoch == before and not self.is_done:
                self.advance()

    def run(self) -> None:
        """Go on to the end."""
        with self.drawing():
            while not self.is_done:
                self.advance()

    @contextmanager
    def drawing(self) -> Iterator[None]:
        """Let the run draw from the global generators inside, where it has left off; they are given back as they were.

        Around many calls of `advance`, as it takes about as long as a step of a very small network.
        """
        with self._lent():
            restore_drawn(self._drawn)
            try:
                yield
            finally:
                self._drawn = drawn_state()

    @staticmethod
    @contextmanager
    def _lent() -> Iterator[None]:
        before = drawn_state()
        try:
            yield
        finally:
            restore_drawn(before)

    def advance(self) -> None:
        """Work on one batch, or end the epoch; inside `drawing`.

        Raises:
            Interrupted: the evaluation at the end of an epoch was broken off; another call begins it anew.
        """
        if self.ends_epoch:
            self._end_epoch()
        elif self.optimizing.by_closure:
            self._closure_step()
        else:
            self._batch()

    def _batch(self) -> None:
        place = self.place
        end, rows = self.feed.group(place.batch)
        loss = self._forward(place.batch, rows)
        (loss if self._scaler is None else self._scaler.scale(loss)).backward()  # type: ignore[no-untyped-call]
        self.place = place._replace(batch=place.batch + 1)
        if place.batch + 1 == end:
            self._end_step()

    def _forward(self, batch: int, group: int, measures: bool = True) -> Tensor:
        """Return the part of a batch in the loss of its step."""
        inputs, targets = self.feed.get(self.feed.rows(self.place.epoch, batch))
        with self._autocast():
            output, targets = self.objective.paired(self.module(inputs), targets)
            loss: Tensor = self.objective.module(output, targets)
        rows = len(inputs)
        if measures:
            correct = None
            if self.objective.has_accuracy:
                with torch.no_grad():
                    correct = self.objective.correct(output.detach(), targets)
            share = 1.0 if self.objective.is_sum else rows / group
            self.meter.add(loss.detach(), correct, share, (rows, targets.numel()))
        return loss if rows == group or self.objective.is_sum else loss / (group / rows)

    def _autocast(self) -> AbstractContextManager[object]:
        if self.recipe.precision == "float32":
            return nullcontext()
        device = torch.device(self.recipe.device).type
        return torch.autocast(device, dtype=FLOATS[self.recipe.precision])

    def _closure_step(self) -> None:
        """Make a step of an optimizer that runs the network itself; what is measured is its first run."""
        place, is_first = self.place, [True]
        end, rows = self.feed.group(place.batch)
        norms: list[Tensor | None] = []

        def closure() -> Tensor:
            self.optimizing.zero_grad()
            total = None
            for batch in range(place.batch, end):
                part = self._forward(batch, rows, is_first[0])
                part.backward()  # type: ignore[no-untyped-call]
                total = part.detach() if total is None else total + part.detach()
            is_first[0] = False
            norms.append(self._clipped())
            assert total is not None
            return total

        self.optimizing.step(closure)
        self.place = place._replace(batch=end)
        self._stepped(norms[0])

    def _end_step(self) -> None:
        if self._scaler is not None:
            for one in self.optimizing.optimizers:
                self._scaler.unscale_(one)
        norm = self._clipped()
        if self._scaler is None:
            self.optimizing.step()
        else:
            for one in self.optimizing.optimizers:
                self._scaler.step(one)
            self._scaler.update()
        self._stepped(norm)

    def _clipped(self) -> Tensor | None:
        """Clip the gradients as the recipe says; return their norm before that where it is known or due."""
        recipe, norm = self.recipe, None
        found = [one for one in self.optimizing.parameters if one.grad is not None]
        if recipe.clip_norm is not None:
            norm = nn.utils.clip_grad_norm_(found, recipe.clip_norm)
        elif self.place.step % NORM_EVERY == 0:
            dense = [one.grad for one in found if one.grad is not None and one.grad.layout is torch.strided]
            norm = nn.utils.get_total_norm(dense)
        if recipe.clip_value is not None:
            nn.utils.clip_grad_value_(found, recipe.clip_value)
        return norm

    def _stepped(self, norm: Tensor | None) -> None:
        place = self.place
        step = place.step + 1
        self.meter.end_step(Step(step, place.epoch, self.optimizing.rate, norm))
        self.optimizing.zero_grad()
        self.optimizing.after_step()
        self.place = place._replace(step=step)
        if step % READ_EVERY == 0:
            self._judge()

    def _judge(self) -> None:
        """Read what was measured; a loss that is no number ends the run, at the same steps in every process."""
        self.meter.read()
        if self.meter.is_lost:
            self.place = self.place._replace(ended="diverged")

    def _end_epoch(self) -> None:
        self.meter.read()
        valid = self._evaluated()
        sums = self.meter.end_epoch()
        epoch, loss = self.place.epoch + 1, sums.loss / max(1, sums.rows)
        accuracy = sums.correct / sums.targets if self.objective.has_accuracy and sums.targets else None
        found = (None, None) if valid is None else (valid.loss / valid.rows, valid.correct / valid.targets)
        record = EpochRecord(
            epoch=epoch,
            step=self.place.step,
            train_loss=loss,
            train_accuracy=accuracy,
            loss=found[0],
            accuracy=found[1] if self.objective.has_accuracy else None,
            rate=self.optimizing.rate,
        )
        is_best = self._is_best(record)
        self.optimizing.after_epoch(loss if record.loss is None else record.loss)
        self.place = self.place._replace(epoch=epoch, batch=0, ended=self._end(epoch))
        self._emit(replace(record, is_best=is_best))

    def skip_evaluation(self) -> None:
        """Go on to the next epoch without its evaluation, its record or its schedule: for a look at rates."""
        self.meter.end_epoch()
        self.place = self.place._replace(epoch=self.place.epoch + 1, batch=0)

    def _is_best(self, record: EpochRecord) -> bool:
        """Note an epoch that is better than all before it."""
        stopping = self.recipe.stopping
        of_accuracy = stopping is not None and stopping.measure == "accuracy"
        found = record.accuracy if of_accuracy else record.train_loss if record.loss is None else record.loss
        if found is None or found != found:
            return False
        found = -found if of_accuracy else found
        least = 0.0 if stopping is None else stopping.min_delta
        before = self.place.measure
        if before is not None and not found < before - least:
            return False
        self.place = self.place._replace(best=record.epoch, measure=found)
        return True

    def _end(self, epoch: int) -> str:
        recipe, place = self.recipe, self.place
        if self.meter.is_lost:
            return "diverged"
        if place.step >= self.total:
            return "finished"
        if recipe.stopping is not None and epoch - place.best >= recipe.stopping.patience:
            return "stopped"
        return ""

    def _evaluated(self) -> Sums | None:
        """Run the validation part in eval mode, without gradients; the network is left in training mode."""
        batches = self.feed.validation()
        if not batches:
            return None
        found: list[tuple[Tensor, Tensor | None, int, int]] = []
        drawn = drawn_state()
        self.module.eval()
        try:
            with torch.no_grad():
                for rows in batches:
                    if self._interrupt():
                        restore_drawn(drawn)
                        raise EvaluationInterrupted
                    found.append(self._measured(rows))
        finally:
            self.module.train()
        losses = torch.stack([one[0] for one in found]).tolist()
        correct = sum(int(one[1]) for one in found if one[1] is not None)
        loss = sum(loss * one[2] for loss, one in zip(losses, found, strict=True))
        return Sums(loss, sum(one[2] for one in found), correct, sum(one[3] for one in found))

    def _measured(self, rows: Tensor) -> tuple[Tensor, Tensor | None, int, int]:
        inputs, targets = self.feed.get(rows)
        with self._autocast():
            output, targets = self.objective.paired(self.module(inputs), targets)
            loss = self.objective.module(output, targets)
        correct = self.objective.correct(output, targets) if self.objective.has_accuracy else None
        return loss, correct, len(inputs), targets.numel()

    def _decide(self) -> None:
        """Let lazy layers find their sizes, by a first forward in eval mode."""
        if any(is_lazy(one) for one in (*self.module.parameters(), *self.module.buffers())):
            self.module.eval()
            with torch.no_grad():
                self.module(self.feed.get(self.feed.rows(0, 0))[0])

    def state(self) -> tuple[dict[str, Any], list[Tensor]]:
        """Return all that is needed to go on, as JSON, and its tensors, which are the living ones."""
        packing = Packer()
        # Weights first, so that what else shares their memory is found to be the same.
        network = pack_network(self.module, packing)
        gradients = {i: one.grad for i, one in enumerate(self.optimizing.parameters) if one.grad is not None}
        rest = {
            "place": tuple(self.place),
            "optimizing": self.optimizing.state_dict(),
            "drawn": self._drawn,
            "meter": self.meter.state(),
            "gradients": gradients,
            "scaler": None if self._scaler is None else self._scaler.state_dict(),
        }
        return {"network": network, "rest": packing.pack(rest)}, packing.tensors

    def note_drawn(self) -> None:
        """Keep where the generators are now, inside `drawing`, for `state`."""
        self._drawn = drawn_state()

    def restore(self, state: dict[str, Any], tensors: list[Tensor], before: Recipe | None = None) -> None:
        """Go on from a state; outside `drawing`. It may be that of a run by another recipe, at the end of an epoch."""
        unpack_network(self.module, state["network"], tensors)
        rest = unpack(state["rest"], tensors)
        self.place = Place(*rest["place"])
        if before is None:
            self.optimizing.load_state_dict(rest["optimizing"])
        else:
            self.place = self.place._replace(ended="")
            self.optimizing.take_over(rest["optimizing"], before, self.place.step, self.place.epoch)
        self._drawn = rest["drawn"]
        self.meter.restore(rest["meter"])
        for i, one in enumerate(self.optimizing.parameters):
            one.grad = rest["gradients"].get(i)
            if one.grad is not None:
                one.grad = one.grad.to(one.device)
        if self._scaler is not None and rest["scaler"] is not None:
            self._scaler.load_state_dict(rest["scaler"])


def _freeze(network: nn.Module, keys: tuple[str, ...]) -> None:
    found = dict(network.named_parameters(remove_duplicate=False))
    for key in keys:
        if key not in found:
            raise BuilderError(say("training.frozen", key=key), hint=say("training.frozen.hint"))
        found[key].requires_grad_(False)
