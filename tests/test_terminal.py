"""`nnblocks console` in a terminal: a real one, with its keys."""

import os
import pty
import re
import select
import sys
import time

import psutil
import pytest

CLASS = """class Centred(nn.Module):
    def __init__(self):
        super().__init__()

    def forward(self, X):
        return X - X.mean()

Centred()(torch.FloatTensor([1, 2, 3, 4, 5]))"""
UP, TAB, STOP, END = "\x1b[A", "\t", "\x03", "\x04"


class Terminal:
    """A process with a terminal of its own."""

    def __init__(self, folder):
        """Start the console in a folder."""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            path = os.pathsep.join(filter(None, sys.path))
            environment = {**os.environ, "TERM": "xterm", "NNBLOCKS_DATA_DIR": str(folder), "PYTHONPATH": path}
            os.execve(sys.executable, [sys.executable, "-m", "nnblocks", "console", "-t", "mlp"], environment)
        self.seen = ""

    def until(self, pattern):
        """Return what is shown up to a pattern, without the terminal's own marks."""
        end = time.monotonic() + 60
        while not (found := re.search(pattern, self.seen)):
            if time.monotonic() > end:
                pytest.fail(f"{pattern} does not appear in {self.seen!r}")
            if select.select([self.fd], [], [], 0.5)[0]:
                self.seen += re.sub(r"\x1b\[\?2004[hl]\r?", "", self._read())
        shown, self.seen = self.seen[: found.end()], self.seen[found.end() :]
        return shown.replace("\r\n", "\n")

    def until_busy(self):
        """Wait until the process has computed for half a second."""
        times = psutil.Process(self.pid).cpu_times
        before = times().user
        while times().user < before + 0.5:
            time.sleep(0.01)

    def _read(self):
        try:
            return os.read(self.fd, 65536).decode(errors="replace")
        except OSError:
            pytest.fail(f"The console has ended: {self.seen!r}")

    def type(self, keys, pattern=r">>> \Z"):
        """Press keys and return what is shown."""
        os.write(self.fd, keys.encode())
        return self.until(pattern)

    def enter(self, line):
        """Type a line that is a whole input, and return its answer."""
        return self.type(f"{line}\r", r"\r\n>>> ").partition("\n")[2].removesuffix(">>> ")


@pytest.fixture(scope="module")
def terminal(tmp_path_factory):
    """Give a console that has said what is bound."""
    terminal = Terminal(tmp_path_factory.mktemp("terminal"))
    assert "net, X, torch, nn, F are available" in terminal.until(">>> ")
    yield terminal
    os.close(terminal.fd)
    os.waitpid(terminal.pid, 0)


def test_a_value_prints_as_in_python(terminal):
    """A shape, a number."""
    assert terminal.enter("net[0].weight.shape") == "torch.Size([256, 20])\n"


def test_the_arrow_brings_the_last_line_back(terminal):
    """By readline's own history."""
    terminal.enter("6 * 7")
    assert terminal.enter(UP) == "42\n"


def test_a_name_is_completed(terminal):
    """After Tab the attribute stands there whole."""
    terminal.type(f"net[0].wei{TAB}", "weight")
    assert terminal.enter(".dtype") == "torch.float32\n"


def test_an_input_takes_several_lines(terminal):
    """Until an empty one, as at Python's own prompt."""
    terminal.type("for i in range(2):\r", r"\.\.\. ")
    terminal.type("    print(i)\r", r"\.\.\. ")
    assert terminal.enter("") == "0\n1\n"


def test_a_text_is_pasted_whole(terminal):
    """Empty lines within a class end nothing, where the terminal marks what is pasted."""
    shown = terminal.type(f"\x1b[200~{CLASS}\x1b[201~\r", r"\]\)\r\n>>> ")
    assert "tensor([-2., -1.,  0.,  1.,  2.])" in shown


def test_a_loop_is_stopped_and_names_stay(terminal):
    """Ctrl+C ends the input, not the console."""
    terminal.enter("kept = 5")
    terminal.type("while True: torch.ones(500, 500) @ torch.ones(500, 500)\r", r"500\)\r\n")
    terminal.until_busy()  # before an input runs, Ctrl+C is a matter of its line; its few steps leave time
    assert "Stopped" in terminal.type(STOP, r"Stopped.*\n>>> ")
    assert terminal.enter("kept") == "5\n"


def test_a_line_is_given_up(terminal):
    """Ctrl+C before Enter."""
    terminal.type("net[", r"net\[")
    terminal.type(STOP, ">>> ")
    assert terminal.enter("1") == "1\n"


def test_a_mistake_is_marked(terminal):
    """With what was meant."""
    shown = terminal.enter("net[0].wieght")
    assert "    net[0].wieght\n    ^\nline 1, column 1:" in shown
    assert "Did you mean weight?" in shown


def test_the_end_says_what_is_lost(terminal):
    """Weights that were changed are in memory alone."""
    terminal.enter("net[0].weight.data[:] += 1")
    assert "torch.save(net.state_dict(), 'net.pt')" in terminal.type(END, "before you exit")
