"""Starts processes through the runner, which measures them, and says what many measurements come to."""
import statistics
import subprocess
from dataclasses import dataclass, field

NOTHING = "/dev/null"


@dataclass(frozen=True)
class Process:
    """One process to be: its words, the file for its stdin, and its whole environment."""
    words: tuple
    stdin: str = NOTHING
    environment: dict = field(default_factory=dict)

    def line(self, stdout):
        variables = [f"{name}={value}" for name, value in sorted(self.environment.items())]
        return "\t".join([str(self.stdin), str(stdout), str(len(self.words)), *map(str, self.words), *variables])


@dataclass(frozen=True)
class Sample:
    code: int
    ms: float
    cpu_ms: float
    peak_kib: int
    faults: int


class Failed(Exception):
    """A process that had to succeed did not."""


class Runner:
    """The running runner. What the processes print is in `stdout`, that of the last batch alone."""

    def __init__(self, program, stdout):
        self.stdout = stdout
        self.child = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.stdin.close()
        self.child.wait()

    def at_once(self, processes, may_fail=False):
        """Starts all, waits for all: (samples in their order, ms from the first start to the last end)."""
        self.stdout.write_bytes(b"")
        self.child.stdin.write("".join(process.line(self.stdout) + "\n" for process in processes) + "\n")
        self.child.stdin.flush()
        samples = []
        for _ in processes:
            code, wall, cpu, peak, faults = map(int, self._answer())
            samples.append(Sample(code, wall / 1e6, cpu / 1e3, peak, faults))
        total = int(self._answer()[1]) / 1e6
        failed = [process for process, sample in zip(processes, samples) if sample.code != 0]
        if failed and not may_fail:
            raise Failed(f"{failed[0]}: {self.stdout.read_text(errors='replace')[:2000]}")
        return samples, total

    def run(self, process, may_fail=False):
        return self.at_once([process], may_fail)[0][0]

    def output(self):
        return self.stdout.read_text()

    def _answer(self):
        line = self.child.stdout.readline().split()
        if not line:
            raise Failed("the runner ended")
        return line


def spread(values):
    """Median, the quartiles and the ends of a list, and how many they are of."""
    values = sorted(values)
    quarters = statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else [values[0]] * 3
    return {"median": statistics.median(values), "q1": quarters[0], "q3": quarters[2], "min": values[0],
            "max": values[-1], "runs": len(values)}
