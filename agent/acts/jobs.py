"""From the steps of a plan to the jobs that make its variants: what folds into one, and in which order they run."""

from __future__ import annotations

import dataclasses

from agent.plan import Plan, Step
from agent.routing.needs import invents
from tools.vary import VaryArguments


def jobs_of(plan: Plan, start: str, *, painted: bool = False) -> list[VaryArguments]:
    """Adjustments fold into the look before them, so “moodier but brighter” is one variant and not two. What is
    `painted` by a model is asked for all at once: it is paid for once, and every rendering takes something from a
    picture."""
    if painted and plan.steps and not plan.parallel:
        return [_all_at_once(plan, start)]
    jobs: list[VaryArguments] = []
    for step in _in_order(plan):
        fresh = VaryArguments(variant=start, task=step.task, count=plan.count, region=step.region)
        if step.operation:
            jobs.append(fresh.model_copy(update={"operation": step.operation, "values": step.values, "count": 1}))
        elif step.look:
            jobs.append(fresh.model_copy(update={"look": step.value, "strength": step.strength}))
        elif jobs and not plan.parallel and not jobs[-1].operation and jobs[-1].region == step.region:
            together = dict(jobs[-1].adjust)
            together[step.value] = together.get(step.value, 0.0) + step.strength
            jobs[-1] = jobs[-1].model_copy(update={"adjust": together})
        else:
            jobs.append(fresh.model_copy(update={"adjust": {step.value: step.strength}}))
    if not plan.parallel and len(jobs) > 1:
        # Only the last link of a chain is shown several times.
        jobs[:-1] = [job.model_copy(update={"count": 1}) for job in jobs[:-1]]
    return [VaryArguments.model_validate(job.model_dump()) for job in jobs]


def _all_at_once(plan: Plan, start: str) -> VaryArguments:
    """The kind of work is that of the first step which needs a model."""
    step = next(filter(invents, plan.steps), plan.steps[0])
    regions = {one.region for one in plan.steps}
    (job,) = jobs_of(dataclasses.replace(plan, steps=(step,)), start)
    return job.model_copy(update={"count": plan.count, "region": step.region if len(regions) == 1 else ""})


def _in_order(plan: Plan) -> list[Step]:
    """As said; but where several variants are wanted, what can be done in one way only is done first."""
    return sorted(plan.steps, key=lambda step: not step.operation) if plan.count > 1 else list(plan.steps)


def wanted(plan: Plan, *, painted: bool = False) -> int:
    """How many variants the person was promised: one for each link of a chain, several of the last one."""
    return sum(job.count for job in jobs_of(plan, "v0", painted=painted))
