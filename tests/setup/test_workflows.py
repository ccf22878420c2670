"""The workflows: pinned, with as few rights as they need, and calling what can be run here too."""

import re
from pathlib import Path

import pytest
import verbs
import yaml

GITHUB = Path(__file__).parents[2] / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40}")
CALL = re.compile(r"python packaging/dev\.py (\w+)(.*)")


@pytest.fixture(params=WORKFLOWS, ids=lambda path: path.stem)
def workflow(request):
    return yaml.safe_load(request.param.read_text(encoding="utf-8"))


def steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job.get("steps", [])]


def test_there_are_workflows():
    assert [path.stem for path in WORKFLOWS] == ["build", "release", "test"]


def test_every_action_is_pinned_by_its_commit(workflow):
    used = [step["uses"] for step in steps(workflow) if "uses" in step]
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


def test_updates_come_weekly_and_not_before_they_are_a_week_old():
    told = yaml.safe_load((GITHUB / "dependabot.yml").read_text(encoding="utf-8"))
    assert [each["package-ecosystem"] for each in told["updates"]] == ["pip", "github-actions"]
    for each in told["updates"]:
        assert each["schedule"] == {"interval": "weekly"}
        assert each["cooldown"] == {"default-days": 7}
