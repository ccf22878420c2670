"""The workflows: pinned, with as few rights as they need, and calling what can be run here too."""

import re
from pathlib import Path

import environment
import lock
import pytest
import verbs
import yaml
from shell import ROOT

GITHUB = Path(__file__).parents[2] / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40}|\./\.github/workflows/(build|test)\.yml")
CALL = re.compile(r"python packaging/dev\.py (\w+)(.*)")


@pytest.fixture(params=WORKFLOWS, ids=lambda path: path.stem)
def workflow(request):
    return read(request.param.stem)


def read(name):
    return yaml.safe_load((GITHUB / "workflows" / f"{name}.yml").read_text(encoding="utf-8"))


def called(job):
    """The workflow that a job consists of, if it does."""
    return read(Path(job["uses"]).stem)[True]["workflow_call"]  # YAML takes the word “on” for true


def steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job.get("steps", [])]


def test_there_are_workflows():
    assert [path.stem for path in WORKFLOWS] == ["audit", "build", "nightly", "release", "test"]


def test_every_action_is_pinned_by_its_commit(workflow):
    parts = [*steps(workflow), *workflow["jobs"].values()]
    used = [part["uses"] for part in parts if "uses" in part]
    assert [use for use in used if not PINNED.fullmatch(use)] == []


def test_one_action_has_one_commit_in_all_workflows():
    pins = re.findall(r"uses: ([\w./-]+)@(\w{40})", "".join(path.read_text() for path in WORKFLOWS))
    assert len(dict(pins)) == len(set(pins)) > 3


def test_the_right_to_read_is_all_that_a_workflow_has_by_default(workflow):
    assert workflow["permissions"] == {"contents": "read"}


def test_checked_out_credentials_are_not_left_for_later_steps(workflow):
    checkouts = [step for step in steps(workflow) if "actions/checkout" in step.get("uses", "")]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_workflows_call_verbs_that_there_are(workflow):
    runs = [step["run"] for step in steps(workflow) if "run" in step]
    calls = [call for run in runs for call in CALL.findall(run)]
    assert all(verbs.parse([verb, *rest.split()]) is not None for verb, rest in calls)
    assert len(calls) == sum("dev.py" in run for run in runs)


def test_tests_run_on_every_python_and_system():
    matrix = read("test")["jobs"]["test"]["strategy"]["matrix"]
    assert tuple(matrix["python"]) == lock.PYTHONS
    assert {os.partition("-")[0] for os in matrix["os"]} == {"ubuntu", "windows", "macos"}


def test_flaws_are_looked_for_in_both_locks_as_every_system_reads_them():
    audit = read("audit")["jobs"]["audit"]
    systems = set(audit["strategy"]["matrix"]["os"])
    assert {os.partition("-")[0] for os in systems} == {"ubuntu", "windows", "macos"}
    built = set(read("build")["jobs"]["build"]["strategy"]["matrix"]["os"])
    assert {os for os in built if os.startswith("macos")} <= systems  # of either kind
    (step,) = [step for step in audit["steps"] if "pip-audit" in step.get("uses", "")]
    locks = (lock.RUNTIME, environment.REQUIREMENTS)
    assert step["with"]["inputs"].split() == [path.relative_to(ROOT).as_posix() for path in locks]


def test_the_oldest_python_has_every_pin():
    """The audit runs on it alone: no pin may be for newer ones only."""
    (setup,) = [s for s in steps(read("audit")) if "setup-python" in s.get("uses", "")]
    assert setup["with"]["python-version"] == lock.PYTHONS[0]
    for path in (lock.RUNTIME, environment.REQUIREMENTS):
        markers = re.findall(r"python_(?:full_)?version [^\n;]*", path.read_text(encoding="utf-8"))
        assert [each for each in markers if re.match(r"\w+ >=? ", each)] == []


def test_a_release_waits_for_the_tests_and_the_builds():
    jobs = read("release")["jobs"]
    assert {"test", "build"} <= set(jobs["release"]["needs"])
    assert [name for name, job in jobs.items() if "permissions" in job] == ["release"]


def test_a_build_gets_those_secrets_that_it_asks_for():
    asked = set(called({"uses": "build.yml"})["secrets"])
    given = read("release")["jobs"]["build"]["secrets"]
    assert given == {name: f"${{{{ secrets.{name} }}}}" for name in asked}
    (build,) = [step for step in steps(read("build")) if "--install" in step.get("run", "")]
    passed = {name for name, value in build["env"].items() if f"secrets.{name} " in value}
    assert passed == asked


def test_a_change_gets_no_secret():
    assert "secrets." not in (GITHUB / "workflows" / "test.yml").read_text(encoding="utf-8")
    assert set(read("build")[True]) == {"workflow_call"}


def test_secrets_are_those_that_signing_asks_for():
    source = "".join(
        (ROOT / "packaging" / name).read_text(encoding="utf-8")
        for name in ("macos_signing.py", "windows_signing.py")
    )
    assert all(f'"{name}"' in source for name in called({"uses": "build.yml"})["secrets"])


def test_updates_come_weekly_and_not_before_they_are_a_week_old():
    told = yaml.safe_load((GITHUB / "dependabot.yml").read_text(encoding="utf-8"))
    assert [each["package-ecosystem"] for each in told["updates"]] == ["pip", "github-actions"]
    for each in told["updates"]:
        assert each["schedule"] == {"interval": "weekly"}
        assert each["cooldown"] == {"default-days": 7}
