"""Answers to lookups: what a program asks AWS before it deploys.

Each answer is computed or assumed. A call that has no answer here fails the plan by name: a guess would be worse.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pyairtable_infra.engine.assumptions import Assumptions
from pyairtable_infra.engine.errors import EngineError


@dataclass(frozen=True)
class Reply:
    """The values of an answer, and what was assumed for it."""

    values: Mapping[str, Any]
    note: str = ""


def answer(token: str, args: Mapping[str, Any], region: str, assumptions: Assumptions) -> Reply:
    """The answer to the call `token`.

    Raises:
        EngineError: There is none.
    """
    find = _ANSWERS.get(token)
    if find is None:
        raise EngineError(
            f"the program calls {token}, which only a cloud account can answer. "
            "Give the value in the profile, or take it as a parameter"
        )
    return find(args, region, assumptions)


def _caller(_: Mapping[str, Any], __: str, assumptions: Assumptions) -> Reply:
    account = assumptions.account_id
    values = {"id": account, "accountId": account, "arn": f"arn:aws:iam::{account}:user/plan", "userId": "AIDAPLAN"}
    return Reply(values, f"the account is taken to be {account}: name it with `account` in the profile")


def _zones(_: Mapping[str, Any], region: str, assumptions: Assumptions) -> Reply:
    names = [f"{region}{suffix}" for suffix in assumptions.zone_suffixes]
    values = {
        "id": region,
        "region": region,
        "names": names,
        "zoneIds": [f"zone-{name}" for name in names],
        "groupNames": [region],
    }
    return Reply(
        values, f"the zones of {region} are taken to be {', '.join(names)}: name them with `network.zone_names`"
    )


def _zone(args: Mapping[str, Any], _: str, __: Assumptions) -> Reply:
    name = str(args.get("name", "")).rstrip(".")
    zone_id = args.get("zoneId") or "Z" + hashlib.sha256(name.encode()).hexdigest()[:20].upper()
    values: dict[str, Any] = {
        "id": zone_id,
        "zoneId": zone_id,
        "name": name,
        "arn": f"arn:aws:route53:::hostedzone/{zone_id}",
        "nameServers": [],
    }
    return Reply(
        values,
        f"the hosted zone {name} is taken to be {zone_id}: name it with `load_balancer.tls.hosted_zone_id`",
    )


def _region(_: Mapping[str, Any], region: str, __: Assumptions) -> Reply:
    return Reply(
        {
            "id": region,
            "name": region,
            "region": region,
            "description": region,
            "endpoint": f"ec2.{region}.amazonaws.com",
        }
    )


def _partition(_: Mapping[str, Any], __: str, ___: Assumptions) -> Reply:
    return Reply({"id": "aws", "partition": "aws", "dnsSuffix": "amazonaws.com", "reverseDnsPrefix": "com.amazonaws"})


def _policy_document(args: Mapping[str, Any], _: str, __: Assumptions) -> Reply:
    """https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document."""
    statements = []
    for given in args.get("statements", ()):
        statement: dict[str, Any] = {"Effect": given.get("effect", "Allow")}
        if "sid" in given:
            statement["Sid"] = given["sid"]
        for key, name in (
            ("actions", "Action"),
            ("notActions", "NotAction"),
            ("resources", "Resource"),
            ("notResources", "NotResource"),
        ):
            if given.get(key):
                values = sorted(given[key])
                statement[name] = values[0] if len(values) == 1 else values
        for principal in given.get("principals", ()):
            identifiers = sorted(principal["identifiers"])
            said = statement.setdefault("Principal", {})
            said[principal["type"]] = identifiers[0] if len(identifiers) == 1 else identifiers
        for condition in given.get("conditions", ()):
            values = list(condition["values"])
            tests = statement.setdefault("Condition", {}).setdefault(condition["test"], {})
            tests[condition["variable"]] = values[0] if len(values) == 1 else values
        statements.append(statement)
    rendered = json.dumps({"Version": args.get("version", "2012-10-17"), "Statement": statements}, indent=2)
    return Reply({"id": hashlib.sha256(rendered.encode()).hexdigest()[:10], "json": rendered, "minifiedJson": rendered})


def _password(args: Mapping[str, Any], _: str, __: Assumptions) -> Reply:
    """The same letters at each plan: nobody logs in with them."""
    length = int(args.get("passwordLength", 32))
    return Reply({"id": "password", "randomPassword": ("NotAPassword" * length)[:length]})


_ANSWERS: Mapping[str, Callable[[Mapping[str, Any], str, Assumptions], Reply]] = {
    "aws:index/getCallerIdentity:getCallerIdentity": _caller,
    "aws:index/getAvailabilityZones:getAvailabilityZones": _zones,
    "aws:index/getRegion:getRegion": _region,
    "aws:index/getPartition:getPartition": _partition,
    "aws:route53/getZone:getZone": _zone,
    "aws:secretsmanager/getRandomPassword:getRandomPassword": _password,
    "aws:iam/getPolicyDocument:getPolicyDocument": _policy_document,
}
