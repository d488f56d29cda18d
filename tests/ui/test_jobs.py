import pytest

from builder.errors import BuilderError
from builder.jobs.run import JobFuture
from ui.server.jobs import Jobs

ENDED = "This work has ended"


@pytest.fixture
def jobs():
    """Make an empty list of work."""
    return Jobs()


@pytest.fixture
def work():
    """Give work that has not begun."""
    return JobFuture(lambda: None)


def test_a_browser_lists_its_own_work(jobs, work):
    """And nobody else's."""
    jobs.add("ada", "Creating weights", work)
    assert [job.title for job in jobs.of("ada")] == ["Creating weights"]
    assert jobs.of("bob") == ()


def test_work_that_two_tabs_wait_for_is_one(jobs, work):
    """Of one browser; two browsers list it each."""
    for owner in ("ada", "ada", "bob"):
        jobs.add(owner, "Creating weights", work)
    assert (len(jobs.of("ada")), len(jobs.of("bob"))) == (1, 1)


def test_work_that_has_ended_is_forgotten(jobs, work):
    """However it ended."""
    jobs.add("ada", "Creating weights", work)
    work.set_result(None)
    assert jobs.of("ada") == ()


def test_work_that_has_ended_before_is_not_listed(jobs, work):
    """It may be quicker than the list."""
    work.set_result(None)
    jobs.add("ada", "Creating weights", work)
    assert jobs.of("ada") == ()


def test_the_owner_cancels_work(jobs, work):
    """From any tab."""
    jobs.add("ada", "Creating weights", work)
    jobs.cancel("ada", jobs.of("ada")[0].id)
    assert work.cancelled()
    assert jobs.of("ada") == ()


@pytest.mark.parametrize("person", ["bob", None])
def test_nobody_cancels_anothers_work(jobs, work, person):
    """Not with its id either."""
    jobs.add("ada", "Creating weights", work)
    with pytest.raises(BuilderError, match=ENDED):
        jobs.cancel(person, jobs.of("ada")[0].id)
    assert not work.cancelled()


@pytest.mark.parametrize("id", ["", "guessed"])
def test_a_forged_id_is_answered_as_anothers(jobs, id):
    """It tells nothing of what there is."""
    with pytest.raises(BuilderError, match=ENDED):
        jobs.cancel("ada", id)


def test_work_of_nobody_is_nobodys(jobs, work):
    """Browsers without cookies do not cancel each other's."""
    jobs.add(None, "Creating weights", work)
    with pytest.raises(BuilderError, match=ENDED):
        jobs.cancel(None, next(iter(jobs._going)))
