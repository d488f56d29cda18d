"""What a recipe can name: held against the constructors of torch."""

import inspect
import types
import typing

import pytest
import torch
from torch import nn
from torch.optim import lr_scheduler

from builder.catalogue.layers.kind import REQUIRED
from builder.catalogue.layers.kinds import CATALOGUE
from builder.training.losses import LOSSES
from builder.training.optimizers import OPTIMIZERS
from builder.training.schedules import SCHEDULES

NO_ARGUMENT = {"optimizer", "last_epoch", "params"}
OF_SCHEDULES = {
    "OneCycleLR": {"epochs", "steps_per_epoch", "base_momentum", "max_momentum"},
    "CyclicLR": {"scale_fn", "scale_mode", "base_momentum", "max_momentum"},
    "ReduceLROnPlateau": {"mode"},
}
"""Functions, what says the same again, and the momentum's own bounds; a loss is always better when it is smaller."""
TYPES = {"float": {float}, "int": {int}, "bool": {bool}, "choice": {str}, "floats": {tuple}, "ints": {typing.Iterable}}


def signature(kind):
    """Return the arguments of a class that a recipe may give."""
    return {name: one for name, one in inspect.signature(kind).parameters.items() if name not in NO_ARGUMENT}


def defaults(kind):
    """Return the defaults of an entry."""
    return {one.name: inspect.Parameter.empty if one.default is REQUIRED else one.default for one in kind.arguments}


def kinds_of(annotation):
    """Return the plain types in an annotation."""
    if isinstance(annotation, types.UnionType):
        return {kind for one in typing.get_args(annotation) for kind in kinds_of(one)}
    return {typing.get_origin(annotation) or annotation}


def test_every_optimizer_of_torch_is_there():
    """A recipe may name each class of torch.optim."""
    found = {n for n, c in vars(torch.optim).items() if isinstance(c, type) and issubclass(c, torch.optim.Optimizer)}
    assert found - {"Optimizer"} == OPTIMIZERS.keys()


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_optimizer_has_the_arguments_of_torch(name):
    """Names and defaults are those of the constructor."""
    theirs = signature(getattr(torch.optim, name))
    assert defaults(OPTIMIZERS[name]) == {name: one.default for name, one in theirs.items()}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_optimizer_has_the_types_of_torch(name):
    """Each argument takes what its annotation in torch names."""
    theirs = inspect.signature(getattr(torch.optim, name), eval_str=True).parameters
    for one in OPTIMIZERS[name].arguments:
        found = kinds_of(theirs[one.name].annotation)
        assert TYPES[one.type] <= found
        assert one.optional == (type(None) in found)


@pytest.mark.parametrize("name", SCHEDULES)
def test_a_schedule_has_the_arguments_of_torch(name):
    """Names and defaults are those of the constructor."""
    theirs = signature(getattr(lr_scheduler, name))
    left = {key: one.default for key, one in theirs.items() if key not in OF_SCHEDULES.get(name, ())}
    assert defaults(SCHEDULES[name]) == left


def test_every_schedule_of_torch_is_there():
    """But those that take functions or other schedules."""
    found = {
        n for n, c in vars(lr_scheduler).items() if isinstance(c, type) and issubclass(c, lr_scheduler.LRScheduler)
    }
    left = {"LRScheduler", "_LRScheduler", "LambdaLR", "MultiplicativeLR", "ChainedScheduler", "SequentialLR"}
    assert found - left == SCHEDULES.keys()


@pytest.mark.parametrize("name", LOSSES)
def test_a_loss_is_of_the_catalogue(name):
    """Its arguments are checked by the catalogue, and torch has it."""
    assert CATALOGUE[name].category == "loss"
    assert issubclass(getattr(nn, name), nn.Module)
